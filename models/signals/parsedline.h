// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::signals {

// One field read from a log line.
struct ParsedField {
    enum class Kind { String, Number, Boolean, Null, Nested };
    QString name;  // JSON keys flattened with "_", as Loki names them; outside text
    QString value; // unescaped; outside text
    Kind kind = Kind::String;
    qsizetype begin = 0; // bytes of the value in the line, quotes included
    qsizetype length = 0;
    friend bool operator==(const ParsedField &, const ParsedField &) = default;
};

enum class LineFormat { Plain, Json, Logfmt };

struct ParsedLine {
    LineFormat format = LineFormat::Plain;
    std::vector<ParsedField> fields;
};

// How a line reads in one row: the message first, then its fields as key=value. Positions count QChars.
struct LinePresentation {
    struct Span {
        int begin = 0;
        int length = 0;
        ParsedField::Kind kind = ParsedField::Kind::String;
        friend bool operator==(const Span &, const Span &) = default;
    };
    QString text;
    std::vector<Span> values;
};

} // namespace wf::signals
