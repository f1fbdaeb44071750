"""The measures, as pure functions: plain values in, plain values out, no file and no model.

    text       whether an answer says what the gold answer says
    refusal    whether it refuses what the documents do not answer; what its confidence is worth
    citations  whether it cites the gold sentences or pages
    ranking    whether the relevant documents are found, and how early
    prose      how much of a long answer is said; whether a sentence's words stand in its sources
    support    whether a check tells supported claims from others
    injection  whether a text obeys an instruction that was planted in a document
    intervals  how sure a mean or another statistic is
    paired     whether one run is better than another

A measure that has nothing to measure (no citation, no unanswerable question) is None, never 0: a
mean over cases leaves it out. All scores and shares run from 0 to 1.
"""
