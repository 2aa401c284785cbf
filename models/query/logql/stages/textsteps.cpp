// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/jsonscan.h"
#include "models/query/logql/scan/linepattern.h"
#include "models/query/logql/scan/logfmtscan.h"
#include "models/query/logql/stages/parsersteps.h"

#include <re2/re2.h>

#include <algorithm>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view logfmtError = "LogfmtParserErr";

// A name of a field as a label, with "_extracted" where the line has such a label already. Kept.
std::string_view labelName(std::string_view name, LineState &line)
{
    std::string &out = line.scratch;
    out.clear();
    appendSanitized(out, name);
    if (!out.empty() && line.labels.isTaken(out))
        out += "_extracted";
    return line.labels.keep(out);
}

std::string_view cleanValue(std::string_view value, LineState &line)
{
    if (std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return line.labels.keep(value);
    line.scratch = value;
    replaceInvalid(line.scratch);
    return line.labels.keep(line.scratch);
}

class LogfmtStep final : public Step {
public:
    LogfmtStep(bool isStrict, bool keepsEmpty) : m_isStrict(isStrict), m_keepsEmpty(keepsEmpty) {}
    bool process(LineState &line) const override
    {
        if (line.labels.needsNothing())
            return true;
        LogfmtScan scan(line.text);
        while (!scan.atEnd()) {
            if (!scan.next()) {
                if (m_isStrict)
                    break;
                continue;
            }
            const auto name = labelName(scan.key(), line);
            if (name.empty() || !line.labels.wants(name) || (scan.value().empty() && !m_keepsEmpty))
                continue;
            line.labels.setBorrowed(name, cleanValue(scan.value(), line));
            if (line.labels.hasAllNeeded())
                break;
        }
        if (m_isStrict && !scan.problem().empty())
            line.labels.setError(logfmtError, scan.problem());
        return true;
    }

private:
    bool m_isStrict;
    bool m_keepsEmpty;
};

class LogfmtKeysStep final : public Step {
public:
    explicit LogfmtKeysStep(LogfmtParser parser) : m_parser(std::move(parser)) {}
    bool process(LineState &line) const override
    {
        if (line.labels.needsNothing())
            return true;
        for (const auto &wanted : m_parser.extractions)
            if (!line.labels.isTaken(wanted.name))
                line.labels.setBorrowed(wanted.name, {});
        LogfmtScan scan(line.text);
        while (!scan.atEnd()) {
            if (!scan.next()) {
                if (m_parser.isStrict)
                    break;
                continue;
            }
            line.scratch.clear();
            appendSanitized(line.scratch, scan.key());
            const auto wanted = std::ranges::find(m_parser.extractions, line.scratch, &Extraction::path);
            if (wanted != m_parser.extractions.end())
                line.labels.setBorrowed(labelName(wanted->name, line), cleanValue(scan.value(), line));
        }
        if (m_parser.isStrict && !scan.problem().empty())
            line.labels.setError(logfmtError, scan.problem());
        return true;
    }

private:
    LogfmtParser m_parser;
};

class PatternStep final : public Step {
public:
    explicit PatternStep(LinePattern pattern) : m_pattern(std::move(pattern)) {}
    bool process(LineState &line) const override
    {
        if (line.labels.needsNothing())
            return true;
        std::vector<std::string_view> values;
        m_pattern.capture(line.text, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto name = labelName(m_pattern.names()[i], line);
            if (line.labels.wants(name))
                line.labels.setBorrowed(name, values[i]);
        }
        return true;
    }

private:
    LinePattern m_pattern;
};

class RegexpStep final : public Step {
public:
    explicit RegexpStep(std::shared_ptr<const re2::RE2> regex)
        : m_regex(std::move(regex)), m_groups(static_cast<std::size_t>(m_regex->NumberOfCapturingGroups()) + 1)
    {
    }
    bool process(LineState &line) const override
    {
        std::vector<re2::StringPiece> groups(m_groups);
        if (!m_regex->Match(re2::StringPiece(line.text.data(), line.text.size()), 0, line.text.size(),
                            re2::RE2::UNANCHORED, groups.data(), static_cast<int>(m_groups)))
            return true;
        for (const auto &[index, groupName] : m_regex->CapturingGroupNames()) {
            const auto name = labelName(groupName, line);
            const auto &group = groups[static_cast<std::size_t>(index)];
            if (!name.empty() && line.labels.wants(name))
                line.labels.setBorrowed(name, {group.data(), group.size()});
        }
        return true;
    }

private:
    std::shared_ptr<const re2::RE2> m_regex;
    std::size_t m_groups;
};

base::Error unusable(const std::string &regex, const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, u"the regular expression \"%1\" cannot be used: %2"_s.arg(
                                                         QString::fromStdString(regex), why));
}

} // namespace

base::Result<StepPtr> compileStep(const LogfmtParser &parser)
{
    if (parser.extractions.empty())
        return StepPtr(std::make_shared<LogfmtStep>(parser.isStrict, parser.keepsEmpty));
    return StepPtr(std::make_shared<LogfmtKeysStep>(parser));
}

base::Result<StepPtr> compileStep(const PatternParser &parser)
{
    auto pattern = LinePattern::forParser(parser.pattern);
    if (!pattern)
        return pattern.error();
    return StepPtr(std::make_shared<PatternStep>(std::move(*pattern)));
}

base::Result<StepPtr> compileStep(const RegexpParser &parser)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto regex = std::make_shared<re2::RE2>(parser.regex, options);
    if (!regex->ok())
        return unusable(parser.regex, QString::fromStdString(regex->error()));
    if (regex->NamedCapturingGroups().empty())
        return unusable(parser.regex, u"it needs a named group, such as (?P<status>\\d+)"_s);
    return StepPtr(std::make_shared<RegexpStep>(std::move(regex)));
}

} // namespace wf::query::logql
