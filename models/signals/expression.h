// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QString>

#include <vector>

// What is known about the text of a query (or of the file around it) while somebody writes it. Plain data: the engine
// says it, an editor shows it. Places are in UTF-16 code units, as QString counts. All strings may be outside text.
namespace wf::signals {

enum class SyntaxKind { Plain, Keyword, Function, String, Number, Label, Operator, Comment, Error };
struct SyntaxSpan {
    int start = 0;
    int length = 0;
    SyntaxKind kind = SyntaxKind::Plain;
    friend bool operator==(const SyntaxSpan &, const SyntaxSpan &) = default;
};

// A part of the text that is wrong (Critical), likely not meant (Warning), or could be said better (Info).
struct ExpressionMark {
    int start = 0;
    int length = 0; // 0: right there, such as what is missing at the end
    Severity severity = Severity::Critical;
    QString message;
    [[nodiscard]] bool isError() const { return severity == Severity::Critical; }
    friend bool operator==(const ExpressionMark &, const ExpressionMark &) = default;
};

enum class ProposalKind { Metric, Label, Value, Function, Aggregation, Keyword, Duration };
struct ProposalFact {
    QString name;
    QString value;
    friend bool operator==(const ProposalFact &, const ProposalFact &) = default;
};
struct Proposal {
    ProposalKind kind = ProposalKind::Metric;
    QString name;                    // as it is listed
    QString text;                    // what is written instead of Completion's part
    int caret = -1;                  // where in `text` writing goes on; -1: behind it
    QString note;                    // short, beside the name: "2 values", "counter"
    QString doc;                     // a sentence or two
    std::vector<ProposalFact> facts; // below the sentence: values with their counts
    std::vector<int> matched;        // places in `name` that were typed, ascending
    friend bool operator==(const Proposal &, const Proposal &) = default;
};
struct Completion {
    int start = 0; // the part of the text that a proposal replaces
    int length = 0;
    std::vector<Proposal> proposals; // best first
    bool isComplete = true;          // false: more is being asked for; another answer follows
    QString waitingFor;              // "labels of http_requests_total"
};

} // namespace wf::signals
