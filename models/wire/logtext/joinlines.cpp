// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/joinlines.h"

#include "models/wire/logtext/traceshapes_p.h"
#include "models/wire/text.h"

#include <re2/re2.h>

#include <algorithm>

namespace wf::wire::logtext {

namespace {

constexpr int mostBlanks = 3;

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r\v\f") == std::string_view::npos;
}

// Lone closing brackets end what was printed over several lines.
bool isClosing(std::string_view line)
{
    return line.size() <= 3 && line.find_first_not_of("}])>;,") == std::string_view::npos;
}

bool beginsKey(std::string_view line)
{
    return line.find("-----BEGIN ") != std::string_view::npos && line.find("PRIVATE KEY") != std::string_view::npos &&
           line.find("-----END ") == std::string_view::npos;
}

bool soundsLikeTrouble(std::string_view text)
{
    text = text.substr(0, 512);
    for (const std::string_view word : {"error", "exception", "fail", "fatal", "critical", "warn"})
        if (containsIgnoringCase(text, word))
            return true;
    return false;
}

bool isRubyHeader(std::string_view line)
{
    return line.find(".rb:") != std::string_view::npos && line.find(":in ") != std::string_view::npos;
}

} // namespace

LineJoiner::LineJoiner(JoinRules rules) : m_rules(std::move(rules))
{
    if (m_rules.startsWith.empty())
        return;
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    auto start = std::make_unique<re2::RE2>(m_rules.startsWith, options);
    if (start->ok())
        m_start = std::move(start);
}

LineJoiner::~LineJoiner() = default;
LineJoiner::LineJoiner(LineJoiner &&) noexcept = default;
LineJoiner &LineJoiner::operator=(LineJoiner &&) noexcept = default;

std::optional<TextRecord> LineJoiner::add(TextLine line, qint64 nowNs)
{
    if (isBlank(line.text)) {
        // Its bytes belong to the open record, so that the position moves on with it.
        if (m_record) {
            m_record->end = line.end;
            m_pendingBlanks = std::min(m_pendingBlanks + 1, mostBlanks);
        }
        return std::nullopt;
    }
    m_lastNs = nowNs;
    std::optional<TextRecord> out;
    if (m_record) {
        const bool isFull =
            m_record->text.size() + line.text.size() + 1 > m_rules.mostBytes || m_record->lines >= m_rules.mostLines;
        if (continues(line.text) && !isFull) {
            append(std::move(line));
            return std::nullopt;
        }
        out = take();
    }
    begin(std::move(line));
    return out;
}

std::optional<TextRecord> LineJoiner::takeIfOld(qint64 nowNs)
{
    return m_record && nowNs - m_lastNs >= m_rules.waitNs ? take() : std::nullopt;
}

std::optional<TextRecord> LineJoiner::take()
{
    auto out = std::move(m_record);
    m_record.reset();
    m_trace = Trace::None;
    m_pendingBlanks = 0;
    return out;
}

void LineJoiner::begin(TextLine line)
{
    m_trace = Trace::None;
    if (m_rules.stackTraces && !m_start) {
        const std::string_view text = line.text;
        if (text.find("Traceback (most recent call last):") != std::string_view::npos)
            m_trace = Trace::Python;
        else if (text.starts_with("panic: ") || text.starts_with("fatal error: ") || text.starts_with("goroutine "))
            m_trace = Trace::Go;
        else if (shape::isNodeSource(text))
            m_trace = Trace::Node;
        else if (text.starts_with("Exception in thread ") || text.starts_with("Unhandled exception") ||
                 shape::isExceptionHeader(text) || isRubyHeader(text))
            m_trace = Trace::Java;
        else if (beginsKey(text))
            m_trace = Trace::Key;
    }
    m_record = TextRecord{std::move(line.text), line.begin, line.end, 1, line.cutBytes, line.replaced};
}

void LineJoiner::append(TextLine line)
{
    for (; m_pendingBlanks > 0; --m_pendingBlanks)
        m_record->text += '\n';
    m_record->text += '\n';
    m_record->text += line.text;
    m_record->end = line.end;
    m_record->cutBytes += line.cutBytes;
    m_record->replaced += line.replaced;
    ++m_record->lines;
}

bool LineJoiner::continues(std::string_view line)
{
    if (m_start)
        return !m_start->Match(re2::StringPiece(line.data(), line.size()), 0, line.size(), re2::RE2::ANCHOR_START,
                               nullptr, 0);
    if (m_rules.stackTraces && m_trace != Trace::None && continuesTrace(line))
        return true;
    if (m_pendingBlanks > 0) // what stands behind an empty line is something new
        return false;
    if (m_rules.indented && (line[0] == ' ' || line[0] == '\t' || isClosing(line)))
        return true;
    return m_rules.stackTraces && beginsTraceOfOpenRecord(line);
}

bool LineJoiner::continuesTrace(std::string_view line)
{
    const bool isIndented = line[0] == ' ' || line[0] == '\t';
    switch (m_trace) {
    case Trace::None:
        return false;
    case Trace::Java:
        return m_pendingBlanks == 0 && (isIndented || shape::isJavaContinuation(line));
    case Trace::Python:
        if (isIndented)
            return true;
        if (m_pendingBlanks > 0 || !shape::isPythonEnd(line))
            return false;
        m_trace = Trace::PythonEnded;
        return true;
    case Trace::PythonEnded:
        if (!line.starts_with("During handling of the above exception") &&
            !line.starts_with("The above exception was the direct cause"))
            return false;
        m_trace = Trace::PythonChained;
        return true;
    case Trace::PythonChained:
        if (!line.starts_with("Traceback (most recent call last):"))
            return false;
        m_trace = Trace::Python;
        return true;
    case Trace::Go:
        return isIndented || shape::isGoContinuation(line);
    case Trace::Node:
        return isIndented || shape::isNodeContinuation(line);
    case Trace::Key:
        if (line.find("-----END ") != std::string_view::npos)
            m_trace = Trace::None;
        return true;
    }
    return false;
}

// The exception below the message that a logger wrote in front of it. A panic and an exception nobody caught are
// printed by the run time itself and begin a record of their own.
bool LineJoiner::beginsTraceOfOpenRecord(std::string_view line)
{
    if (m_trace != Trace::None)
        return false;
    if (line.starts_with("Traceback (most recent call last):") && soundsLikeTrouble(m_record->text))
        m_trace = Trace::Python;
    else if (line.starts_with("goroutine ") && line.ends_with("]:"))
        m_trace = Trace::Go;
    else if (shape::isExceptionHeader(line) || line.starts_with("Caused by: "))
        m_trace = Trace::Java;
    return m_trace != Trace::None;
}

} // namespace wf::wire::logtext
