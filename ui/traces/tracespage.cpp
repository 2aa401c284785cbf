// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracespage.h"

#include "models/engine/anomalies/linefindings.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "ui/traces/tracedetail.h"
#include "ui/traces/tracefacts.h"
#include "ui/traces/tracelist.h"
#include "ui/traces/tracequeryform.h"
#include "widgets/waterfall/waterfallview.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QStackedWidget>

namespace wf::ui {

namespace {
// A search costs the server much more than a query: it is not repeated with every refresh.
constexpr qint64 searchEveryNs = 30 * base::nsPerSecond;
} // namespace

TracesPage::TracesPage(engine::TraceSearch &search, engine::TraceLoader &loader, widgets::SeriesColors &colors,
                       WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_search(search),
      m_loader(loader),
      m_context(context),
      m_stack(new QStackedWidget),
      m_form(new TraceQueryForm(search)),
      m_list(new TraceList(colors)),
      m_detail(new TraceDetail(colors))
{
    auto *searching = new QWidget;
    auto *parts = new QVBoxLayout(searching);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    parts->addWidget(m_form);
    parts->addWidget(m_list, 1);
    m_stack->addWidget(searching);
    m_stack->addWidget(m_detail);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    makeActions();
    connectSearch();
    connectDetail();
    connect(&m_context, &WatchContext::refresh, this, &TracesPage::searchAgainIfOld);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, [this] {
        if (m_active && !showsTrace())
            this->search();
    });
    leadFocus(this, &m_list->table());
}

void TracesPage::markUnusual()
{
    const engine::AnomaliesSnapshot *anomalies = m_context.anomalies();
    const QString service = m_search.snapshot()->query.service;
    m_list->scatter().setUnusual(anomalies && !service.isEmpty()
                                     ? engine::runsOfService(*anomalies, service, m_context.clock().nowNs())
                                     : std::vector<base::TimeRange>());
}

void TracesPage::connectSearch()
{
    connect(&m_context, &WatchContext::anomaliesChanged, this, &TracesPage::markUnusual);
    connect(m_form, &TraceQueryForm::submitted, this, &TracesPage::search);
    connect(m_list, &TraceList::retryRequested, this, &TracesPage::search);
    connect(m_list, &TraceList::stopRequested, &m_search, &engine::TraceSearch::stop);
    connect(m_list, &TraceList::selected, this,
            [this](const signals::TraceSummary &trace) { m_context.select(traceSubject(trace)); });
    connect(m_list, &TraceList::opened, this, [this](const signals::TraceSummary &trace) { openTrace(trace.traceId); });
    connect(&m_search, &engine::TraceSearch::changed, this, [this] {
        m_list->setSnapshot(*m_search.snapshot(), m_search.hasSources(), m_context.clock().nowNs());
        markUnusual();
        Q_EMIT settledChanged();
    });
    m_list->setSnapshot(*m_search.snapshot(), m_search.hasSources(), m_context.clock().nowNs());
}

void TracesPage::connectDetail()
{
    connect(&m_loader, &engine::TraceLoader::changed, this, [this] {
        const auto loaded = m_loader.snapshot();
        m_detail->setLoaded(loaded, m_context.clock().nowNs());
        // Opened by its bare id: now there is more to say about what is selected.
        const auto &selection = m_context.selection();
        if (loaded->trace && selection.kind == signals::SubjectKind::Trace && selection.title.isEmpty() &&
            engine::normalTraceId(selection.id) == loaded->traceId)
            m_context.select(traceSubject(signals::summarise(*loaded->trace)));
        Q_EMIT settledChanged();
    });
    connect(m_detail, &TraceDetail::backRequested, this, &TracesPage::leaveTrace);
    connect(m_detail, &TraceDetail::retryRequested, this, [this] { m_loader.load(m_loader.snapshot()->traceId); });
    connect(m_detail, &TraceDetail::spanSelected, this, [this](int span) {
        const auto loaded = m_loader.snapshot();
        if (span >= 0 && loaded->trace)
            m_context.select(spanSubject(*loaded->trace, span));
    });
    connect(m_detail, &TraceDetail::logsRequested, this, [this] {
        const auto loaded = m_loader.snapshot();
        if (loaded->trace)
            Q_EMIT logsOfTraceRequested(traceSubject(signals::summarise(*loaded->trace)));
    });
    connect(m_detail, &TraceDetail::metricsRequested, this,
            [this](const QString &service) { m_context.open(signals::Subject::ofService(service)); });
}

void TracesPage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Back to the search"), Qt::Key_Escape, [this] {
        if (showsTrace())
            leaveTrace();
        else
            m_list->scatter().clearSelection();
    });
    add(tr("Next error in the trace"), Qt::Key_X, [this] { m_detail->waterfall().goToNextError(); });
    add(tr("Next on the critical path"), Qt::Key_P, [this] { m_detail->waterfall().goToNextOnPath(); });
    add(tr("Attach the trace or span to an incident…"), Qt::ALT | Qt::Key_A, [this] { attachSelected(); });
    m_attach = m_actions.back();
    connect(m_list, &TraceList::menuRequested, this, &TracesPage::openMenu);
    connect(&m_detail->waterfall(), &widgets::WaterfallView::menuRequested, this, &TracesPage::openMenu);
}

void TracesPage::attachSelected()
{
    const auto &selected = m_context.selection();
    if (selected.kind == signals::SubjectKind::Trace || selected.kind == signals::SubjectKind::Span)
        m_context.attachOwn(selected);
    else
        m_context.say({tr("Select the trace or span to attach."), signals::Severity::Info, {}, {}});
}

void TracesPage::openMenu(const QPoint &global)
{
    const auto selected = m_context.selection();
    const QString traceId = selected.id.section(u'/', 0, 0);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!showsTrace())
        menu->addAction(tr("Open the trace"), this, [this, traceId] { openTrace(traceId); });
    menu->addAction(tr("Is it as slow as usual?"), this, [this, selected] { m_context.askNormal(selected); });
    menu->addAction(m_attach);
    menu->addAction(tr("Show its log lines"), this, [this, selected] { Q_EMIT logsOfTraceRequested(selected); });
    menu->addAction(tr("Copy the trace ID"), this, [traceId] { QGuiApplication::clipboard()->setText(traceId); });
    menu->popup(global);
}

bool TracesPage::showsTrace() const
{
    return m_stack->currentWidget() == m_detail;
}

void TracesPage::search()
{
    auto query = m_form->query();
    if (!query)
        return;
    query->range = m_context.range();
    m_search.search(*query, m_form->condition());
}

void TracesPage::searchAgainIfOld()
{
    const auto snapshot = m_search.snapshot();
    const bool isOld = m_context.clock().nowNs() - snapshot->asOfNs >= searchEveryNs;
    if (m_active && !showsTrace() && !snapshot->busy && isOld && !m_list->scatter().selection())
        search();
}

void TracesPage::openTrace(const QString &traceId, const QString &spanId)
{
    m_stack->setCurrentWidget(m_detail);
    m_detail->setWantedSpan({});
    if (m_loader.snapshot()->traceId != engine::normalTraceId(traceId) || m_loader.snapshot()->error)
        m_loader.load(traceId);
    m_detail->setWantedSpan(spanId);
    leadFocus(this, m_detail);
    m_detail->setFocus();
    Q_EMIT settledChanged();
}

void TracesPage::leaveTrace()
{
    m_stack->setCurrentIndex(0);
    leadFocus(this, &m_list->table());
    m_list->table().setFocus();
    searchAgainIfOld();
}

bool TracesPage::showSubject(const signals::Subject &subject)
{
    using Kind = signals::SubjectKind;
    if ((subject.kind == Kind::Trace || subject.kind == Kind::Span) && !subject.id.isEmpty()) {
        openTrace(subject.id.section(u'/', 0, 0), subject.id.section(u'/', 1, 1));
        return true;
    }
    if (subject.service.isEmpty())
        return false;
    m_stack->setCurrentIndex(0);
    leadFocus(this, &m_list->table());
    m_form->setService(subject.service);
    m_form->setOperation(subject.operation);
    search();
    return true;
}

void TracesPage::setActive(bool active)
{
    m_active = active;
    if (!active)
        return;
    m_search.refreshServices();
    searchAgainIfOld();
}

bool TracesPage::isSettled() const
{
    if (showsTrace())
        return !m_loader.snapshot()->busy;
    return !m_search.hasSources() || (!m_search.snapshot()->busy && m_search.snapshot()->asOfNs != 0);
}

} // namespace wf::ui
