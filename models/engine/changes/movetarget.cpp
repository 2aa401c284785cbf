// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/movetarget.h"

#include "models/base/duration.h"
#include "models/engine/changes/metricreading.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr double countedSeconds = 600;
constexpr int mostNamed = 3;

QString say(const char *text)
{
    return QCoreApplication::translate("Changes", text);
}

base::Error refused(const QString &why, const QString &detail = {})
{
    return base::makeError(base::ErrorKind::Invalid, why, detail);
}

QString namesOf(const std::vector<const signals::Series *> &all)
{
    QStringList out;
    for (const signals::Series *one : all)
        if (out.size() < mostNamed)
            out << one->labels.toString();
    return out.join(u", "_s) + (all.size() > mostNamed ? u" \u2026"_s : QString());
}

} // namespace

MoveTargetReader::MoveTargetReader(const sources::SourceSet &sources, Listener listener)
    : m_sources(sources), m_listener(std::move(listener))
{
}

// One in twenty targets may be scraped more slowly than the rest; samples that are only repeated would look as if all
// moved at once.
void MoveTargetReader::start(const MoveQuestion &question, qint64 usualStepNs)
{
    m_question = question;
    m_usualStepNs = usualStepNs;
    m_open = m_sources.metrics.size();
    for (sources::MetricSource *source : m_sources.metrics)
        m_requests.push_back(source->queryInstant(
            u"quantile(0.05, count_over_time(up[10m]))"_s, question.window.endNs,
            [this](const base::Result<signals::QueryAnswerPtr> &answer) {
                if (answer)
                    for (const signals::Series &one : (*answer)->series)
                        if (!one.values.empty() && one.values.back() >= 1)
                            m_scrapeNs = std::max(m_scrapeNs,
                                                  std::llround(countedSeconds / one.values.back()) * base::nsPerSecond);
                if (--m_open == 0)
                    askSamples();
            }));
}

void MoveTargetReader::askSamples()
{
    const qint64 scrapeNs = m_scrapeNs > 0 ? m_scrapeNs : m_usualStepNs;
    m_grid = moveGrid(m_question, scrapeNs);
    const QString expr =
        m_isShortened ? withShortRates(m_question.expr, m_grid.stepNs + scrapeNs * 3 / 2) : m_question.expr;
    m_answers.assign(m_sources.metrics.size(), nullptr);
    m_open = m_sources.metrics.size();
    for (std::size_t i = 0; i < m_sources.metrics.size(); ++i)
        m_requests.push_back(
            m_sources.metrics[i]->queryRange({expr, m_grid.pieces.front(), m_grid.stepNs},
                                             [this, i](const base::Result<signals::QueryAnswerPtr> &answer) {
                                                 if (answer)
                                                     m_answers[i] = *answer;
                                                 else if (!m_error)
                                                     m_error = answer.error();
                                                 if (--m_open == 0)
                                                     answered();
                                             }));
}

void MoveTargetReader::answered()
{
    const auto found = chosen();
    if (found || !m_isShortened)
        return m_listener(found);
    m_isShortened = false; // a source that is scraped more slowly has nothing in so short a range
    m_error.reset();
    askSamples();
}

base::Result<MoveTarget> MoveTargetReader::chosen() const
{
    std::vector<const signals::Series *> all;
    for (const signals::QueryAnswerPtr &answer : m_answers)
        if (answer)
            for (const signals::Series &one : answer->series)
                if (!one.values.empty())
                    all.push_back(&one);
    const base::Labels wanted = m_question.labels.without({"__name__"});
    if (all.size() > 1 && !wanted.isEmpty())
        std::erase_if(all, [&](const signals::Series *one) { return one->labels.without({"__name__"}) != wanted; });
    if (all.empty())
        return m_error ? *m_error
                       : refused(say("%1 has no samples in this window.").arg(m_question.expr),
                                 say("Choose a window in which it has some."));
    if (all.size() > 1)
        return refused(say("%1 are %2 series; write one of them.").arg(m_question.expr).arg(all.size()), namesOf(all));
    auto answer = std::make_shared<signals::QueryAnswer>();
    answer->series.push_back(*all.front());
    MoveTarget out;
    out.grid = m_grid;
    out.labels = all.front()->labels;
    out.parts = selectorsOf(m_question.expr);
    out.values = onGrid({std::move(answer)}, m_grid).begin()->second;
    const auto white = analysis::whitened(out.values);
    if (!white)
        return refused(
            say("%1 tells nothing here: it is constant, a straight line, or has too few samples.").arg(m_question.expr),
            say("Choose a window in which it moves, of at least forty samples."));
    out.white = *white;
    if (m_grid.pieces.front().lengthNs() > m_question.window.lengthNs() + m_grid.stepNs)
        out.notes << say("The window was widened to %1: fewer samples prove nothing.")
                         .arg(base::humanDuration(m_grid.pieces.front().lengthNs()));
    return out;
}

} // namespace wf::engine
