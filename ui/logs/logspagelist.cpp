// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/logs/loglines.h"
#include "ui/base/findings.h"
#include "ui/logs/logbar.h"
#include "ui/logs/logspage.h"
#include "ui/logs/logvolumechart.h"
#include "ui/logs/patternstable.h"
#include "ui/logs/queryrow.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/loglist/loglist.h"

#include <QStackedWidget>

// What the page shows of the answer, and going about in it.
namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int contextLines = 50;
constexpr int mostJumpRounds = 40;
} // namespace

void LogsPage::showAnswer()
{
    const auto snapshot = m_search.snapshot();
    m_isShowing = true;
    if (!m_contextLines) {
        m_list->setLines(snapshot->lines, snapshot->marks);
        m_list->setWaiting(snapshot->tail.newLines);
        m_bar->setErrors(static_cast<qint64>(snapshot->lines->errors()));
    }
    m_isShowing = false;
    m_bar->setTail(snapshot->tail);
    showVolume();
    showStatus();
    showState();
    jump();
}

// Of which lines are asked, when it is one.
QString LogsPage::askedService() const
{
    for (const engine::LogForm::Label &label : m_query->form().labels)
        if (label.name == "service_name"_L1 && label.values.size() == 1 && !label.isExcluded)
            return label.values.front();
    return {};
}

void LogsPage::showVolume()
{
    const auto snapshot = m_search.snapshot();
    auto volume = std::make_shared<widgets::ChartData>(*volumeChart(snapshot->volume));
    addRunsOf(*volume, m_context.anomalies(), askedService(), m_context.clock().nowNs());
    m_chart->setData(std::move(volume));
    m_chart->setRange(snapshot->range);
    const qint64 step = snapshot->volume.stepNs;
    m_volumePanel->setTitle(tr("Volume"), step > 0 ? tr("lines per %1").arg(base::humanDuration(step)) : QString());
    auto completeness = snapshot->completeness;
    completeness.merge(snapshot->volume.completeness);
    m_volumePanel->setCompleteness(completeness, m_context.clock().nowNs());
}

void LogsPage::showStatus()
{
    const auto snapshot = m_search.snapshot();
    const auto shown = static_cast<qint64>(snapshot->lines->size());
    const bool more = snapshot->mayBeOlder && snapshot->state != engine::LogSnapshot::State::Asking;
    QString words = shown == 1 ? tr("1 line") : tr("%1 lines").arg(base::groupedInteger(shown));
    if (more)
        words = snapshot->total > shown ? tr("Showing %1 of %2 lines. Narrow the range or add a filter.")
                                              .arg(base::groupedInteger(shown), base::groupedInteger(snapshot->total))
                                        : tr("Showing the newest %1 lines").arg(base::groupedInteger(shown));
    m_status->setText(words);
    m_older->setVisible(more && !m_contextLines);
    m_trouble->setText(snapshot->error ? snapshot->error->summary : QString());
}

void LogsPage::showState()
{
    using State = engine::LogSnapshot::State;
    const auto snapshot = m_search.snapshot();
    if (!m_search.hasSources()) {
        m_listPanel->showEmpty(tr("No log source"),
                               tr("This environment names no Loki. Add one to its file to see logs here."));
        return;
    }
    if (m_contextLines || !snapshot->lines->isEmpty()) {
        m_listPanel->showContent();
        return;
    }
    const QString between =
        tr("between %1 and %2").arg(base::timeOfDay(snapshot->range.startNs), base::timeOfDay(snapshot->range.endNs));
    switch (snapshot->state) {
    case State::Idle:
    case State::Asking:
        m_listPanel->showLoading(tr("Asking the log sources"), false);
        break;
    case State::Failed:
        m_listPanel->showError(snapshot->error ? snapshot->error->summary : tr("The log sources do not answer"),
                               snapshot->error.value_or(base::makeError(base::ErrorKind::Unreachable, QString())),
                               {{tr("Ask again"), QStringLiteral("refresh"), [this] { ask(); }}});
        break;
    case State::Ready:
        m_listPanel->showEmpty(tr("No lines match"), tr("%1 has no lines %2.").arg(snapshot->expr, between),
                               {{tr("Widen the range"), QStringLiteral("zoom-out"), [this] { m_context.zoomOut(); }}});
        break;
    }
}

void LogsPage::jumpTo(qint64 timeNs)
{
    m_jumpNs = timeNs;
    m_jumpRounds = 0;
    jump();
}

// To the moment that is wanted, loading older lines until it is there.
void LogsPage::jump()
{
    const auto snapshot = m_search.snapshot();
    if (m_jumpNs == 0 || !m_hasAsked || snapshot->state == engine::LogSnapshot::State::Asking)
        return;
    const bool isThere = !snapshot->lines->isEmpty() && snapshot->lines->timeAt(0) <= m_jumpNs;
    if (!isThere && snapshot->mayBeOlder && m_jumpRounds++ < mostJumpRounds) {
        m_search.loadOlder();
        return;
    }
    const qint64 timeNs = m_jumpNs;
    m_jumpNs = 0;
    m_isShowing = true;
    m_list->goToTime(timeNs);
    m_isShowing = false;
    Q_EMIT settledChanged();
}

void LogsPage::selectLine(quint64 line)
{
    const auto &lines = m_list->lines();
    if (line < lines->size())
        m_context.select(engine::subjectOf(lines->line(line)));
}

void LogsPage::setLive(bool live)
{
    if (live && !m_context.timeSelection().live)
        m_context.backToLive();
    m_wantsLive = live;
    m_search.setLive(live && m_hasAsked);
    if (live)
        m_list->goToEnd();
}

void LogsPage::togglePause()
{
    const auto tail = m_search.snapshot()->tail;
    if (!tail.isOn)
        return;
    m_search.setPaused(!tail.isPaused);
    if (tail.isPaused)
        m_list->goToEnd();
}

void LogsPage::showView(int view)
{
    m_bar->setView(view);
    m_stack->setCurrentIndex(view);
    m_patternRequest = {};
    if (view != 1)
        return;
    m_patterns->setLoading();
    m_patternRequest =
        m_search.patterns([this](const engine::LogPatterns &patterns) { m_patterns->setPatterns(patterns); });
}

void LogsPage::showContext(const signals::LogLine &line)
{
    m_contextRequest =
        m_search.context(line, contextLines, [this, line](const base::Result<signals::LogBuffer::Ptr> &around) {
            if (!around) {
                m_context.say({around.error().summary, signals::Severity::Warning, {}, {}, 10});
                return;
            }
            m_contextLines = *around;
            m_contextNs = line.timeNs;
            m_isShowing = true;
            m_list->setExpanded(std::nullopt);
            m_list->setLines(m_contextLines);
            m_list->setWaiting(0);
            const auto key = signals::LogBuffer::empty()->with({line}, 1)->keyAt(0);
            if (const auto at = m_contextLines->find(key))
                m_list->goTo(*at);
            m_isShowing = false;
            m_bar->setErrors(static_cast<qint64>(m_contextLines->errors()));
            m_bar->setContext(tr("Around %1 in %2, other lines of the stream")
                                  .arg(base::timeOfDayMs(line.timeNs), engine::serviceOf(line.stream, line.metadata)));
            showStatus();
        });
}

void LogsPage::leaveContext()
{
    if (!m_contextLines)
        return;
    m_contextLines.reset();
    m_contextRequest = {};
    m_bar->setContext({});
    const qint64 back = std::exchange(m_contextNs, 0);
    showAnswer();
    m_list->goToTime(back);
}

} // namespace wf::ui
