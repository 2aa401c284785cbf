// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// Where in a half-written query somebody is. Pure; any thread.
namespace wf::engine {

struct QueryContext {
    enum class Kind {
        Nothing,    // in a comment, in a string that is no label's value, in a number
        Operand,    // a metric, function or aggregation may begin here
        Operator,   // behind an operand: operators, "offset", "and" …
        Grouping,   // right behind an aggregation's name or its parentheses: by, without
        Label,      // a label's name in braces
        Sign,       // = != =~ !~ behind a label's name
        Value,      // inside the quotes of a label's value
        GroupLabel, // a label's name in by (…), on (…)
        Duration,   // in brackets or behind "offset"
        At,         // behind "@"
    };
    Kind kind = Kind::Nothing;
    int start = 0;                  // of what is being written
    QString typed;                  // from there to the caret
    int length = 0;                 // of the word as a whole, also behind the caret
    QStringList metrics;            // whose labels are meant: of these braces, or all of the query
    QString label;                  // of Sign and Value
    bool isRegex = false;           // of Value: =~ or !~
    QStringList present;            // labels that stand in these braces or parentheses already
    bool isInCall = false;          // Operand: directly in parentheses of a function or an aggregation
    QString call;                   // its name; of Duration: the function around the brackets
    bool isBehindArguments = false; // Grouping: "sum(x) |", where an operator may follow too
    bool hasBracketAhead = false;   // Operand: the word is followed by "(" already
};

[[nodiscard]] QueryContext queryContextAt(const QString &text, int caret);

} // namespace wf::engine
