package dev.trilha.query.progress;

/**
 * The parts of an answer that follow from an enrollment's rows and its roadmap's tree alone, as
 * JSON.
 *
 * @param of the row that they show
 */
record Drawing(EnrollmentHead.Row of, String tiers, String selfAssessments, String items) {
  int characters() {
    return tiers.length() + selfAssessments.length() + items.length();
  }
}
