package org.parfocal.dataset.synthetic.internal;

/**
 * Connective tissue between the structures.
 *
 * @param flow course of its fibres
 * @param eosin optical density of dense collagen
 * @param haematoxylin optical density of dense collagen
 * @param looseness 0: dense collagen; 1: pale, watery, with clear gaps
 * @param spacing mean distance of its nuclei, µm
 * @param nuclei the spindle cells
 * @param infiltrate share of lymphocytes among its nuclei where they gather
 * @param seed of its texture
 */
record Stroma(
    Flow flow,
    double eosin,
    double haematoxylin,
    double looseness,
    double spacing,
    NuclearLook nuclei,
    double infiltrate,
    int seed) {}
