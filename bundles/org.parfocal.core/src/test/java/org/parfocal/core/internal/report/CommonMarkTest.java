package org.parfocal.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.core.text.Markdown;

/** What is written as Markdown, read by a parser of CommonMark with GitHub's tables. */
class CommonMarkTest {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a|b",
        "a\\|b",
        "a\\\\|b",
        "end\\",
        "`|`",
        "``a`|`b``",
        "<b>x</b>",
        "<http://example.org>",
        "<!-- x",
        "[x](javascript:y)",
        "![i](x)",
        "[x]: http://example.org",
        "[ ] done",
        "&amp;",
        "&#124;",
        "*a*",
        "**a** b",
        "_a_",
        "__a__ b_c_",
        "smse_pair_2",
        "~~a~~",
        "~0.5 to ~0.6",
        "# x",
        "> x",
        ">5",
        "* x",
        "- x",
        "+ x",
        "1. x",
        "12) x",
        "---",
        "***",
        "___",
        ":-:",
        "|",
        "||",
        "|-|",
        "0.500 [0.400, 0.600]",
        "-0.004 [-0.024, +0.017]",
        "~~~",
        "===",
        "\\",
        "\\\\",
        "\\*",
        "𝔸_𝔸_ µm"
      })
  void namesStayWhatTheyAre(String name) {
    requireCells(name, "x" + name, name + "x");
    requireItem(name);
  }

  @Test
  void randomTextStaysWhatItIs() {
    Random random = new Random(1);
    String signs = "|\\`*_<>&[]()#!-+:~.ab1é ;\"'";
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder("a");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.insert(
            random.nextInt(text.length() + 1), signs.charAt(random.nextInt(signs.length())));
      }
      String name = text.toString().strip();
      requireCells(name, name, "plain");
      requireItem(name);
    }
  }

  private static void requireCells(String... names) {
    List<String> expected = new ArrayList<>(List.of("name", "value", "name", "value"));
    MarkdownTable table = new MarkdownTable(List.of("name", "value", "name", "value"));
    for (String name : names) {
      List<String> row = List.of(name, name, "0.5", name);
      table.add(row);
      expected.addAll(row);
    }
    Node document = PARSER.parse(table.text());
    assertThat(document.getFirstChild()).isInstanceOf(TableBlock.class);
    assertThat(document.getFirstChild().getNext()).isNull();
    assertThat(cells(document)).isEqualTo(expected);
  }

  private static void requireItem(String text) {
    Node document = PARSER.parse("- " + Markdown.item(text) + "\n- next\n");
    assertThat(document.getFirstChild()).as(text).isInstanceOf(BulletList.class);
    Node paragraph = document.getFirstChild().getFirstChild().getFirstChild();
    assertThat(paragraph).as(text).isInstanceOf(Paragraph.class);
    assertThat(paragraph.getNext()).as(text).isNull();
    assertThat(text(paragraph)).isEqualTo(text);
  }

  private static List<String> cells(Node document) {
    List<String> cells = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomNode node) {
            if (node instanceof TableCell) {
              cells.add(text(node));
            } else {
              visitChildren(node);
            }
          }
        });
    return cells;
  }

  /** The text of a node, which holds nothing but text. */
  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      assertThat(child).isInstanceOf(Text.class);
      text.append(((Text) child).getLiteral());
    }
    return text.toString();
  }
}
