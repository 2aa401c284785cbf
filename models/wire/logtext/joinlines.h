// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace wf::wire::logtext {

// One line of a file, without its end.
struct TextLine {
    std::string text; // valid UTF-8
    qint64 begin = 0; // bytes in the file, the line's end included
    qint64 end = 0;
    qint64 cutBytes = 0; // left out because the line was too long
    qint64 replaced = 0; // bytes that were not UTF-8
};

// Lines that belong together: a stack trace with the message above it, a key block, continued lines.
struct TextRecord {
    std::string text; // lines joined with '\n'
    qint64 begin = 0;
    qint64 end = 0;
    int lines = 0;
    qint64 cutBytes = 0;
    qint64 replaced = 0;
};

struct JoinRules {
    bool stackTraces = true; // Java and Kotlin, Python, Go, Node.js, .NET, Ruby; PEM private keys
    bool indented = true;    // lines that begin with white space, and lone closing brackets
    std::string startsWith;  // RE2: when set, every line that does not match at its beginning continues the record
    std::size_t mostBytes = 256 * 1024;
    int mostLines = 1000;
    qint64 waitNs = 1'000'000'000; // a record is complete when no line came for so long
};

// Joins the lines of one file. A record is given out when the next one begins, when it is full, or when nothing came
// for a while. Empty lines are left out, except inside traces. Not thread-safe.
class LineJoiner {
public:
    explicit LineJoiner(JoinRules rules = {});
    ~LineJoiner();
    LineJoiner(LineJoiner &&) noexcept;
    LineJoiner &operator=(LineJoiner &&) noexcept;

    // The record that `line` ends, when there is one. `nowNs`: monotonic.
    [[nodiscard]] std::optional<TextRecord> add(TextLine line, qint64 nowNs);
    // The open record, when no line came for rules.waitNs.
    [[nodiscard]] std::optional<TextRecord> takeIfOld(qint64 nowNs);
    // The open record, at the end of a file.
    [[nodiscard]] std::optional<TextRecord> take();
    [[nodiscard]] bool isOpen() const { return m_record.has_value(); }
    [[nodiscard]] qint64 openEnd() const { return m_record ? m_record->end : -1; } // of the open record; -1: none

private:
    enum class Trace { None, Java, Python, PythonEnded, PythonChained, Go, Node, Key };

    [[nodiscard]] bool continues(std::string_view line);
    [[nodiscard]] bool continuesTrace(std::string_view line);
    [[nodiscard]] bool beginsTraceOfOpenRecord(std::string_view line);
    void begin(TextLine line);
    void append(TextLine line);

    JoinRules m_rules;
    std::unique_ptr<re2::RE2> m_start;
    std::optional<TextRecord> m_record;
    Trace m_trace = Trace::None;
    int m_pendingBlanks = 0; // empty lines that count only when the trace goes on
    qint64 m_lastNs = 0;
};

} // namespace wf::wire::logtext
