package org.parfocal.report;

/**
 * What a report shows.
 *
 * @param patientIds whether patients are called as the data set calls them, and not by numbers
 */
public record ReportOptions(boolean patientIds) {}
