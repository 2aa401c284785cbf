// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/logchanges.h"

#include "models/analysis/logs/parseline.h"
#include "models/analysis/logs/templates.h"
#include "models/engine/logs/logform.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::PatternChange;
using analysis::PatternCounts;
using analysis::PatternFate;

namespace {

constexpr std::size_t mostLines = 5000; // of either side, where the server knows no patterns
constexpr double nsPerSecond = static_cast<double>(base::nsPerSecond);

PatternCounts minedFrom(const std::vector<signals::LogLine> &lines, double seconds, const std::stop_token &stop)
{
    analysis::TemplateMiner miner;
    for (const signals::LogLine &line : lines) {
        if (stop.stop_requested())
            break;
        miner.add(analysis::presentLine(line.text, line.stream, 2048).text.toStdString(), line.level);
    }
    return {miner.patterns(), seconds};
}

// What to look for so that the lines of a pattern are found.
QString fixedPart(const QString &pattern)
{
    QString best;
    for (const QString &part : pattern.split(u"<_>"_s))
        if (part.trimmed().size() > best.size())
            best = part.trimmed();
    return best;
}

Change changeOf(const PatternChange &found)
{
    Change out;
    out.signal = ChangeSignal::Pattern;
    out.verdict = found.fate == PatternFate::New        ? ChangeVerdict::Appeared
                  : found.fate == PatternFate::Vanished ? ChangeVerdict::Vanished
                  : found.fate == PatternFate::Surged   ? ChangeVerdict::Surged
                                                        : ChangeVerdict::Fell;
    out.title = found.pattern;
    out.detail = found.level == signals::LogLevel::Unknown ? QString() : signals::logLevelName(found.level);
    LogForm form;
    form.text = fixedPart(found.pattern);
    out.query = toLogQl(form);
    out.before = found.before;
    out.within = found.within;
    out.unit = base::Unit::PerSecond;
    out.p = out.rate = found.p;
    out.score = found.score();
    out.subject.kind = signals::SubjectKind::LogLine;
    out.subject.id = out.query;
    out.subject.title = found.pattern;
    return out;
}

} // namespace

LogChanges::LogChanges(const sources::SourceSet &sources, async::Pools &pools, Listener listener)
    : m_sources(sources), m_pools(pools), m_listener(std::move(listener))
{
}

void LogChanges::start(const ChangeQuestion &question)
{
    m_open = m_sources.logs.size();
    for (sources::LogSource *source : m_sources.logs) {
        m_parts.push_back(std::make_unique<Part>());
        m_parts.back()->source = source;
        m_parts.back()->sides[0].range = question.baseline;
        m_parts.back()->sides[1].range = question.window;
    }
    for (auto &part : m_parts)
        askPatterns(*part);
}

void LogChanges::askPatterns(Part &part)
{
    part.open = 2;
    for (Side &side : part.sides)
        side.request = part.source->patterns(
            toLogQl({}), side.range, [this, &part, &side](const base::Result<std::vector<signals::LogPattern>> &found) {
                if (found && !found->empty())
                    side.counts = PatternCounts{*found, static_cast<double>(side.range.lengthNs()) / nsPerSecond};
                if (--part.open > 0)
                    return;
                // A server without patterns for one side is asked for lines of both: alike is compared with alike.
                if (part.sides[0].counts && part.sides[1].counts)
                    finish(part);
                else
                    askLines(part);
            });
}

void LogChanges::askLines(Part &part)
{
    part.open = 2;
    for (Side &side : part.sides) {
        side.counts.reset();
        sources::LogQuery query;
        query.expr = toLogQl({});
        query.range = side.range;
        query.limit = static_cast<int>(mostLines);
        side.request = part.source->query(query, [this, &part, &side](base::Result<signals::LogAnswer> answer) {
            if (answer)
                return mine(part, side, std::move(*answer));
            m_out.errors.push_back(answer.error());
            if (--part.open == 0)
                finish(part);
        });
    }
}

void LogChanges::mine(Part &part, Side &side, signals::LogAnswer answer)
{
    // Of a side with more lines only the newest came: they stand for the time they cover.
    qint64 lengthNs = side.range.lengthNs();
    if (answer.lines.size() >= mostLines) {
        const auto oldest = std::ranges::min_element(answer.lines, {}, &signals::LogLine::timeNs);
        lengthNs = std::max<qint64>(base::nsPerSecond, side.range.endNs - oldest->timeNs);
    }
    const double seconds = static_cast<double>(lengthNs) / nsPerSecond;
    m_jobs.run(
        m_pools.analysis(),
        [lines = std::move(answer.lines), seconds](const std::stop_token &stop) {
            return minedFrom(lines, seconds, stop);
        },
        [this, &part, &side](PatternCounts counts) {
            side.counts = std::move(counts);
            if (--part.open == 0)
                finish(part);
        });
}

void LogChanges::finish(const Part &part)
{
    if (part.sides[0].counts && part.sides[1].counts) {
        m_out.looked += part.sides[0].counts->patterns.size() + part.sides[1].counts->patterns.size();
        for (const PatternChange &one : analysis::changedPatterns(*part.sides[0].counts, *part.sides[1].counts))
            m_out.changes.push_back(changeOf(one));
    }
    if (--m_open > 0)
        return;
    std::ranges::stable_sort(m_out.changes, std::greater(), &Change::score);
    m_listener(m_out);
}

} // namespace wf::engine
