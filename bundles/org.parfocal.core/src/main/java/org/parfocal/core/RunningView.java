package org.parfocal.core;

/**
 * A job in work as others see it: by the claim on it.
 *
 * @param job names it
 * @param holder the process, in words
 * @param share how much of it is done, 0 to 1
 * @param what a few words on it
 */
public record RunningView(JobKey job, String holder, double share, String what) {}
