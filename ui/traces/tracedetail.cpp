// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracedetail.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/taborder.h"
#include "ui/traces/spandetails.h"
#include "ui/traces/tracefacts.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/waterfall/minimap.h"
#include "widgets/waterfall/waterfallview.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

TraceDetail::TraceDetail(widgets::SeriesColors &colors, QWidget *parent)
    : QWidget(parent),
      m_colors(colors),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_id(new PlainLabel({}, TextRole::MonoSmall, PlainLabel::Tone::Secondary)),
      m_facts(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_errors(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical)),
      m_notes(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Warning)),
      m_path(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_metrics(new widgets::Button(tr("Metrics"), QStringLiteral("chart-line"))),
      m_map(new widgets::TraceMiniMap),
      m_waterfall(new widgets::WaterfallView),
      m_details(new SpanDetails)
{
    auto *whole = new QWidget;
    auto *inner = new QVBoxLayout(whole);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_map);
    inner->addWidget(makeTools());
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_waterfall);
    split->addWidget(m_details);
    split->setSizes({460, 210});
    split->setStretchFactor(0, 1);
    inner->addWidget(split, 1);
    m_panel = new widgets::Panel(whole);
    m_panel->setHeaderVisible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_notes);
    column->addWidget(m_panel, 1);
    m_notes->setContentsMargins(12, 0, 12, 6);
    m_notes->setVisible(false);
    leadFocus(this, m_waterfall);
    connect(m_map, &widgets::TraceMiniMap::rangeChosen, m_waterfall, &widgets::WaterfallView::setShownRange);
    connect(m_waterfall, &widgets::WaterfallView::shownRangeChanged, this,
            [this] { m_map->setShownRange(m_waterfall->shownRange()); });
    connect(m_waterfall, &widgets::WaterfallView::currentSpanChanged, this, [this](int span) {
        if (m_loaded)
            m_details->setSpan(m_loaded->trace, span, m_loaded->errorPath);
        m_metrics->setEnabled(span >= 0 || (m_loaded && m_loaded->trace));
        if (!m_choosesItself)
            Q_EMIT spanSelected(span);
    });
}

QWidget *TraceDetail::makeHeader()
{
    auto *header = new QWidget;
    header->setFixedHeight(44);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 0, 12, 0);
    row->setSpacing(8);
    auto *back = new widgets::IconButton(QStringLiteral("back"), tr("Back to the search"), tr("Esc"));
    auto *copy = new widgets::IconButton(QStringLiteral("copy"), tr("Copy the trace ID"));
    auto *logs = new widgets::Button(tr("Logs"), QStringLiteral("logs"));
    m_title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    logs->setAccessibleName(tr("Logs of this trace"));
    m_metrics->setAccessibleName(tr("Metrics of this service"));
    row->addWidget(back);
    row->addWidget(m_title);
    row->addWidget(m_id);
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(m_facts);
    row->addWidget(m_errors);
    row->addWidget(logs);
    row->addWidget(m_metrics);
    connect(back, &QToolButton::clicked, this, &TraceDetail::backRequested);
    connect(copy, &QToolButton::clicked, this, [this] {
        if (m_loaded)
            QApplication::clipboard()->setText(m_loaded->traceId);
    });
    connect(logs, &QPushButton::clicked, this, &TraceDetail::logsRequested);
    connect(m_metrics, &QPushButton::clicked, this, [this] {
        if (!m_loaded || !m_loaded->trace || m_loaded->trace->spans.empty())
            return;
        const int span = std::max(0, m_waterfall->currentSpan());
        Q_EMIT metricsRequested(m_loaded->trace->service(m_loaded->trace->spans[static_cast<std::size_t>(span)]));
    });
    return header;
}

QWidget *TraceDetail::makeTools()
{
    auto *tools = new QWidget;
    tools->setFixedHeight(40);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    auto *path = new widgets::Button(tr("Critical path"), QStringLiteral("critical-path"), QStringLiteral("P"));
    auto *errors = new widgets::Button(tr("Errors"), QStringLiteral("sev-critical"), QStringLiteral("X"));
    for (auto *button : {path, errors}) {
        button->setCheckable(true);
        button->setChecked(true);
        row->addWidget(button);
    }
    row->addWidget(m_path, 1);
    connect(path, &QPushButton::toggled, m_waterfall, &widgets::WaterfallView::setPathShown);
    connect(errors, &QPushButton::toggled, m_waterfall, &widgets::WaterfallView::setErrorsShown);
    return tools;
}

void TraceDetail::resizeEvent(QResizeEvent *)
{
    // What it was and how it went come before its number.
    m_id->setVisible(width() >= 900);
}

void TraceDetail::setWantedSpan(const QString &spanId)
{
    m_wantedSpan = spanId;
    applyWantedSpan();
}

void TraceDetail::applyWantedSpan()
{
    if (m_wantedSpan.isEmpty() || !m_loaded || !m_loaded->trace || !m_waterfall->trace())
        return;
    if (const int span = spanById(*m_loaded->trace, m_wantedSpan); span >= 0)
        m_waterfall->setCurrentSpan(span);
    m_wantedSpan.clear();
}

void TraceDetail::setLoaded(const std::shared_ptr<const engine::LoadedTrace> &loaded, qint64 nowNs)
{
    const bool isOtherTrace = !m_loaded || m_loaded->trace != loaded->trace;
    m_loaded = loaded;
    showHeader(nowNs);
    if (loaded->error)
        m_panel->showError(tr("The trace cannot be shown"), *loaded->error,
                           {{tr("Retry"), QStringLiteral("refresh"), [this] { Q_EMIT retryRequested(); }}});
    else if (loaded->busy)
        m_panel->showLoading(tr("Asking for trace %1").arg(loaded->traceId.right(16)), loaded->trace != nullptr);
    else
        m_panel->showContent();
    if (isOtherTrace)
        showTrace();
}

void TraceDetail::showTrace()
{
    const auto wanted = waterfallOf(*m_loaded, m_colors);
    m_waterfall->setTrace(wanted);
    m_map->setTrace(wanted);
    m_details->setSpan(m_loaded->trace, -1);
    m_path->setText(m_loaded->trace ? tr("Critical path: %1").arg(pathInWords(*m_loaded)) : QString());
    chooseFirst();
    applyWantedSpan();
}

// Where the error began, else where the time went: shown, not selected, so the Thread stays with the trace.
void TraceDetail::chooseFirst()
{
    if (!m_loaded->trace || m_loaded->trace->spans.empty() || !m_wantedSpan.isEmpty())
        return;
    int span = m_loaded->errorPath.empty() ? 0 : m_loaded->errorPath.front();
    if (m_loaded->errorPath.empty()) {
        const auto &path = m_loaded->criticalPath;
        const auto longest = std::max_element(path.begin(), path.end(), [](const auto &a, const auto &b) {
            return a.endNs - a.startNs < b.endNs - b.startNs;
        });
        span = longest == path.end() ? 0 : longest->span;
    }
    m_choosesItself = true;
    m_waterfall->setCurrentSpan(span);
    m_choosesItself = false;
}

void TraceDetail::showHeader(qint64 nowNs)
{
    m_id->setText(m_loaded->traceId.right(16));
    widgets::setPlainToolTip(m_id, m_loaded->traceId);
    if (!m_loaded->trace) {
        m_title->setText(tr("Trace"));
        m_facts->setText({});
        m_errors->setText({});
        m_notes->setVisible(false);
        return;
    }
    const auto summary = signals::summarise(*m_loaded->trace);
    m_title->setText(summary.rootOperation);
    m_facts->setText(QStringList{
        base::humanDuration(summary.durationNs), tr("%1 spans").arg(base::groupedInteger(summary.spanCount)),
        tr("%n services", nullptr, static_cast<int>(summary.services.size())), base::timeOfDayMs(summary.startNs)}
                         .join(QStringLiteral("   ")));
    m_errors->setText(summary.errorCount ? tr("%n errors", nullptr, summary.errorCount) : QString());
    m_errors->setVisible(summary.errorCount > 0);
    const QString notes = notesOf(*m_loaded, nowNs);
    m_notes->setText(notes);
    m_notes->setVisible(!notes.isEmpty());
}

} // namespace wf::ui
