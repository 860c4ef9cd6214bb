package org.parfocal.report;

/** A part of a section. Every text in it is shown as it is, whatever characters it has. */
public sealed interface Block permits KeyNumbers, Words, DataTable, Figure, Pictures, Listing {}
