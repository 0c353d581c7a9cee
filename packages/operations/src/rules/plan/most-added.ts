/**
 * The most that one event adds to a sum: twelve digits, as in the detection of the process. What is no whole number from zero to this
 * (nothing, below zero, a fraction, a text, a list) counts as the one event that it is: whoever can write a count could otherwise take
 * others away from a sum, or end its evaluation for everybody.
 */
export const MOST_ADDED = 999_999_999_999;
