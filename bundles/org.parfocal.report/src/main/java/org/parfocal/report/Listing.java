package org.parfocal.report;

/**
 * A long text that is folded away.
 *
 * @param title what it is
 * @param text as it is, line breaks included
 */
public record Listing(String title, String text) implements Block {}
