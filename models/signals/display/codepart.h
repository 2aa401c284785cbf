// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::signals {

// What a piece of code is, for colouring it. Places count UTF-16 units, as QString does.
enum class CodeKind { Keyword, Function, Metric, Label, Number, String, Operator, Comment };
struct CodePart {
    int start = 0;
    int length = 0;
    CodeKind kind = CodeKind::Keyword;
    friend bool operator==(const CodePart &, const CodePart &) = default;
};

// Something that is wrong in a text, at its exact place.
struct CodeProblem {
    int start = 0;
    int length = 0; // 0: what should stand there is missing
    QString what;   // one sentence
    bool isError = true;
    friend bool operator==(const CodeProblem &, const CodeProblem &) = default;
};

} // namespace wf::signals
