// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/script.h"

#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/durations.h"
#include "models/query/promql/text/gotext.h"

namespace wf::query {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

constexpr std::size_t mostValues = 5'000'000; // of one file

// Comments are empty lines, which end a command.
std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        lines.emplace_back(line.starts_with('#') ? std::string_view() : line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

class ScriptReader {
public:
    explicit ScriptReader(std::string_view text) : m_lines(linesOf(text)) {}

    base::Result<std::vector<TestCommand>> read()
    {
        for (; m_at < m_lines.size() && m_error.empty(); ++m_at) {
            const std::string &line = m_lines[m_at];
            if (line.empty())
                continue;
            const std::string command = lowered(line.substr(0, line.find_first_of(" \t")));
            if (command == "clear")
                m_commands.emplace_back(ClearCommand());
            else if (command.starts_with("load"))
                load(line);
            else if (command.starts_with("eval"))
                eval(line);
            else
                m_error = "invalid command " + goQuoted(line);
        }
        if (!m_error.empty())
            return base::makeError(base::ErrorKind::Invalid, QStringLiteral("line %1: %2")
                                                                 .arg(m_errorLine ? m_errorLine : m_at)
                                                                 .arg(QString::fromStdString(m_error)));
        return std::move(m_commands);
    }

private:
    void fail(std::string why)
    {
        if (m_error.empty()) {
            m_error = std::move(why);
            m_errorLine = m_at + 1;
        }
    }
    // The next line of the command; null at its end.
    const std::string *next()
    {
        if (!m_error.empty() || m_at + 1 >= m_lines.size() || m_lines[m_at + 1].empty())
            return nullptr;
        return &m_lines[++m_at];
    }
    qint64 duration(const std::string &text, const char *what)
    {
        const auto ms = promDurationMs(text);
        if (!ms)
            fail(std::string("invalid ") + what + " definition " + goQuoted(text) + ": not a valid duration");
        return ms.value_or(0);
    }

    void load(const std::string &line);
    void eval(const std::string &line);
    void expectation(const std::string &line, EvalCommand &command);
    void expect(const std::string &line, EvalCommand &command);
    void expectRange(const std::string &line, EvalCommand &command);
    void expectSeries(const std::string &line, EvalCommand &command);
    std::optional<ExpectedMessage> message(const std::string &kind, const std::string &text);

    std::vector<std::string> m_lines;
    std::size_t m_at = 0;
    std::vector<TestCommand> m_commands;
    std::string m_error;
    std::size_t m_errorLine = 0;
    std::size_t m_values = 0; // loaded so far
};

void ScriptReader::load(const std::string &line)
{
    static const re2::RE2 pattern("load(?:_(with_nhcb))?\\s+(.+?)");
    std::string with, step;
    if (!re2::RE2::FullMatch(line, pattern, &with, &step))
        return fail("invalid load command. (load[_with_nhcb] <step:duration>)");
    LoadCommand command;
    command.withNativeHistograms = !with.empty();
    command.stepMs = duration(step, "step");
    std::optional<StartLine> starts;
    while (const std::string *text = next()) {
        if (isStartLine(*text)) {
            auto read = parseStartLine(*text);
            if (!read || starts)
                return fail(starts ? "@st line has no following sample line" : read.error().summary.toStdString());
            starts = std::move(*read);
            continue;
        }
        auto read = parseSeriesLine(*text);
        if (!read)
            return fail(read.error().summary.toStdString());
        m_values += read->values.size();
        if (m_values > mostValues)
            return fail("the file loads more than " + std::to_string(mostValues) + " values");
        LoadCommand::Series series{std::move(*read), {}};
        if (starts) {
            if (starts->labels != series.line.labels || starts->offsetsMs.size() != series.line.values.size())
                return fail("@st line does not fit the sample line that follows it");
            series.startOffsetsMs = std::move(starts->offsetsMs);
            starts.reset();
        }
        command.series.push_back(std::move(series));
    }
    if (starts)
        return fail("@st line has no following sample line");
    m_commands.emplace_back(std::move(command));
}

void ScriptReader::eval(const std::string &line)
{
    static const re2::RE2 instant("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(.+?))?\\s+(.+)");
    static const re2::RE2 range(
        "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+?)\\s+(.+)");
    EvalCommand command;
    command.line = static_cast<int>(m_at) + 1;
    std::string mode, from, to, step;
    if (re2::RE2::FullMatch(line, instant, &mode, &from, &command.expr)) {
        command.startMs = command.endMs = duration(from, "timestamp");
    } else if (re2::RE2::FullMatch(line, range, &mode, &from, &to, &step, &command.expr)) {
        command.isRange = true;
        command.startMs = duration(from, "start timestamp");
        command.endMs = duration(to, "end timestamp");
        command.stepMs = duration(step, "step");
        if (command.endMs < command.startMs)
            fail("invalid test definition, end timestamp is before start timestamp");
    } else {
        return fail(
            "invalid evaluation command. Must be either 'eval[_fail|_warn|_ordered|_info] instant at "
            "<offset:duration> <query>' or 'eval[_fail|_warn|_info] range from <from> to <to> step <step> <query>'");
    }
    command.isOrdered = mode == "ordered";
    command.fails = mode == "fail";
    command.warnsSomehow = mode == "warn";
    command.informsSomehow = mode == "info";
    while (const std::string *text = next())
        expectation(*text, command);
    const bool contradicts = (command.forbidsInfos && !command.infos.empty()) ||
                             (command.forbidsWarnings && !command.warnings.empty()) || command.failures.size() > 1;
    if (contradicts)
        fail("invalid expect lines, they contradict each other");
    m_commands.emplace_back(std::move(command));
}

void ScriptReader::expectation(const std::string &line, EvalCommand &command)
{
    static constexpr std::string_view failMessage = "expected_fail_message", failPattern = "expected_fail_regexp";
    if (command.fails && line.starts_with(failMessage)) {
        command.failures.push_back({std::string(trimmed(line.substr(failMessage.size()))), nullptr});
    } else if (command.fails && line.starts_with(failPattern)) {
        if (auto expected = message("regex", line.substr(failPattern.size())))
            command.failures.push_back(std::move(*expected));
    } else if (line.starts_with("expect range vector")) {
        expectRange(line, command);
    } else if (line.starts_with("expect string")) {
        command.string = goUnquoted(trimmed(std::string_view(line).substr(13)));
        if (!command.string)
            fail("expected string literal not valid - check that the string is correctly quoted");
    } else if (line == "expect" || line.starts_with("expect ")) {
        expect(line, command);
    } else {
        expectSeries(line, command);
    }
}

std::optional<ExpectedMessage> ScriptReader::message(const std::string &kind, const std::string &text)
{
    const std::string wanted(trimmed(text));
    if (kind == "msg")
        return ExpectedMessage{wanted, nullptr};
    re2::RE2::Options quiet;
    quiet.set_log_errors(false);
    auto pattern = std::make_shared<const re2::RE2>(kind.empty() ? ".*" : wanted, quiet);
    if (!pattern->ok()) {
        fail("invalid regex " + wanted);
        return std::nullopt;
    }
    return ExpectedMessage{wanted, std::move(pattern)};
}

void ScriptReader::expect(const std::string &line, EvalCommand &command)
{
    static const re2::RE2 pattern("expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
    std::string what, kind, text;
    if (!re2::RE2::FullMatch(line, pattern, &what, &kind, &text))
        return fail("invalid expect statement, must match `expect <type> <match_type>: <string>` format");
    auto expected = message(kind, text);
    if (!expected)
        return;
    if (what == "ordered") {
        command.isOrdered = true;
    } else if (what == "no_warn") {
        command.forbidsWarnings = true;
    } else if (what == "no_info") {
        command.forbidsInfos = true;
    } else if (what == "fail") {
        command.fails = true;
        command.failures.push_back(std::move(*expected));
    } else {
        (what == "warn" ? command.warnings : command.infos).push_back(std::move(*expected));
    }
}

void ScriptReader::expectRange(const std::string &line, EvalCommand &command)
{
    static const re2::RE2 pattern("expect range vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)");
    std::string from, to, step;
    if (!re2::RE2::FullMatch(line, pattern, &from, &to, &step))
        return fail("invalid range vector definition " + goQuoted(line));
    command.rangeVector = EvalCommand::RangeVector{duration(from, "start timestamp"), duration(to, "end timestamp"),
                                                   duration(step, "step")};
    command.startMs = command.endMs = command.rangeVector->endMs; // the range ends where the query is asked
}

void ScriptReader::expectSeries(const std::string &line, EvalCommand &command)
{
    const bool hasSign = line.starts_with('-') || line.starts_with('+');
    if (const auto number = goNumber(std::string_view(line).substr(hasSign ? 1 : 0))) {
        command.scalar = line.starts_with('-') ? -*number : *number;
        return;
    }
    auto series = parseSeriesLine(line);
    if (!series)
        return fail(series.error().summary.toStdString());
    if (!command.isRange && !command.rangeVector && series->values.size() > 1)
        return fail("expecting multiple values in instant evaluation not allowed. consider using 'expect range vector' "
                    "directive to enable a range vector result for an instant query");
    command.series.push_back(std::move(*series));
}

} // namespace

bool ExpectedMessage::fits(const std::string &message) const
{
    return pattern ? re2::RE2::PartialMatch(message, *pattern) : message == text;
}

base::Result<std::vector<TestCommand>> parseTestScript(std::string_view text)
{
    return ScriptReader(text).read();
}

} // namespace wf::query
