// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracelist.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/flattable.h"
#include "ui/traces/tracedifference.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"

#include <QBoxLayout>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using widgets::CellKind;

namespace {

// What the fill of a point tells: the region where traces say theirs, else the service they entered by.
QString placeOf(const signals::TraceSummary &trace)
{
    for (const char *name : {"cloud.region", "region", "cloud.availability_zone"})
        if (trace.rootTags.has(name))
            return trace.rootTags.text(name);
    return trace.rootService;
}

QString servicesOf(const signals::TraceSummary &trace)
{
    QStringList names;
    for (const auto &s : trace.services)
        names << s.service;
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

} // namespace

signals::Subject traceSubject(const signals::TraceSummary &trace)
{
    signals::Subject s = signals::Subject::ofService(trace.rootService);
    s.kind = signals::SubjectKind::Trace;
    s.id = trace.traceId;
    s.operation = trace.rootOperation;
    s.title = trace.rootOperation + QChar(u' ') + base::humanDuration(trace.durationNs);
    s.timeNs = trace.startNs;
    return s;
}

TraceList::TraceList(widgets::SeriesColors &colors, QWidget *parent)
    : QWidget(parent), m_colors(colors), m_scatter(new widgets::ScatterView), m_legend(new widgets::ScatterLegend)
{
    buildTable();
    m_scatterPanel = new widgets::Panel(m_scatter);
    m_scatterPanel->setTitle(tr("Duration by start time"));
    m_scatterPanel->addHeaderWidget(m_legend);
    auto *clear = new widgets::Button(tr("Clear"), QStringLiteral("close"));
    clear->setVisible(false);
    m_tablePanel->addHeaderWidget(clear);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_scatterPanel);
    split->addWidget(m_tablePanel);
    split->setSizes({290, 410});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split);
    connect(clear, &QPushButton::clicked, m_scatter, &widgets::ScatterView::clearSelection);
    connect(m_scatter, &widgets::ScatterView::selectionChanged, this, [this, clear] {
        clear->setVisible(m_scatter->selection().has_value());
        fillTable();
    });
    connect(m_scatter, &widgets::ScatterView::currentChanged, this, [this](int point) {
        const QString id = m_traces[static_cast<std::size_t>(point)].traceId;
        for (int i = 0; i < m_rows->rowCount(); ++i)
            if (m_rows->rows()[static_cast<std::size_t>(i)].trace.traceId == id)
                m_table->setCurrentIndex(m_rows->index(i, 0));
    });
    connect(m_scatter, &widgets::ScatterView::opened, this,
            [this](int point) { Q_EMIT opened(m_traces[static_cast<std::size_t>(point)]); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_table->currentIndex().isValid())
            Q_EMIT menuRequested(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_tablePanel, &widgets::Panel::stopRequested, this, &TraceList::stopRequested);
}

void TraceList::buildTable()
{
    const auto plain = [](const QString &title, CellKind kind, std::function<QString(const Row &)> what) {
        return items::RowColumn<Row>{title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
                                     [kind, what = std::move(what)](const Row &r, int role) -> QVariant {
                                         return role == Qt::DisplayRole         ? QVariant(what(r))
                                                : role == widgets::CellKindRole ? QVariant(static_cast<int>(kind))
                                                                                : QVariant();
                                     }};
    };
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(
        {tr("Start"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
             if (role == Qt::DisplayRole)
                 return base::timeOfDay(r.trace.startNs);
             if (role == widgets::SeverityRole)
                 return static_cast<int>(r.trace.errorCount ? signals::Severity::Critical : signals::Severity::Ok);
             return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Severity)) : QVariant();
         }});
    columns.push_back(plain(tr("Service"), CellKind::Text, [](const Row &r) { return r.trace.rootService; }));
    columns.push_back(plain(tr("Operation"), CellKind::Text, [](const Row &r) { return r.trace.rootOperation; }));
    columns.push_back(plain(tr("Trace"), CellKind::Mono, [](const Row &r) { return r.trace.traceId.right(16); }));
    columns.push_back({tr("Duration"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return base::humanDuration(r.trace.durationNs);
                           if (role == widgets::FractionRole)
                               return r.share;
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Bar))
                                                                : QVariant();
                       }});
    columns.push_back(
        plain(tr("Spans"), CellKind::Number, [](const Row &r) { return base::groupedInteger(r.trace.spanCount); }));
    columns.push_back(
        {tr("Errors"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
             if (role == Qt::DisplayRole)
                 return base::groupedInteger(r.trace.errorCount);
             if (role == widgets::ToneRole)
                 return r.trace.errorCount ? QVariant(static_cast<int>(signals::Severity::Critical)) : QVariant();
             return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Number)) : QVariant();
         }});
    columns.push_back(plain(tr("Services"), CellKind::Text, [](const Row &r) { return servicesOf(r.trace); }));
    m_rows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.trace.traceId; }, this);
    m_table = new FlatTable(tr("Traces, newest first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({94, 92, 0, 142, 112, 54, 56, 0});
    m_tablePanel = new widgets::Panel(m_table);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            const auto same = std::find_if(m_traces.begin(), m_traces.end(),
                                           [row](const auto &t) { return t.traceId == row->trace.traceId; });
            m_scatter->setCurrent(same == m_traces.end() ? -1 : static_cast<int>(same - m_traces.begin()));
            Q_EMIT selected(row->trace);
        }
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            const auto trace = row->trace;
            Q_EMIT opened(trace);
        }
    });
}

void TraceList::showPoints(const engine::TraceSearchSnapshot &snapshot)
{
    QStringList places;
    std::vector<widgets::ScatterPoint> points;
    for (const auto &t : m_traces) {
        const QString place = placeOf(t);
        if (!places.contains(place))
            places << place;
        widgets::ScatterPoint p;
        p.timeNs = t.startNs;
        p.durationNs = t.durationNs;
        p.color = m_colors.colorFor(place).index;
        p.hollow = places.indexOf(place) % 2 == 1;
        p.error = t.errorCount > 0;
        p.text = t.rootService + QChar(u' ') + t.rootOperation;
        points.push_back(std::move(p));
    }
    // Sources answer with the newest: a cut answer covers only the end of the range.
    base::TimeRange range = snapshot.query.range;
    const bool isCut = snapshot.completeness.truncated && !m_traces.empty();
    if (isCut)
        range.startNs = std::max(range.startNs, m_traces.back().startNs - (range.endNs - m_traces.back().startNs) / 30);
    m_scatter->setPoints(std::move(points), range);
    m_scatter->setCurrent(-1);
    const auto failed = std::count_if(m_traces.begin(), m_traces.end(), [](const auto &t) { return t.errorCount > 0; });
    std::vector<widgets::ScatterKey> keys;
    for (const auto &place : places.mid(0, 3))
        keys.push_back({m_colors.colorFor(place).index, places.indexOf(place) % 2 == 1, false, place});
    if (failed)
        keys.push_back({0, false, true, tr("%1 failed").arg(base::groupedInteger(failed))});
    m_legend->setKeys(std::move(keys));
    const QString count = base::groupedInteger(static_cast<qint64>(m_traces.size()));
    m_scatterPanel->setTitle(
        tr("Duration by start time"),
        isCut ? tr("the newest %1, since %2; drag to select").arg(count, base::hourMinute(m_traces.back().startNs))
              : tr("%1 traces, drag to select").arg(count));
}

void TraceList::fillTable()
{
    const auto &selection = m_scatter->selection();
    std::vector<Row> rows;
    std::vector<const signals::TraceSummary *> chosen, rest;
    qint64 longest = 1;
    for (const auto &t : m_traces) {
        if (selection && (!selection->times.contains(t.startNs) || t.durationNs < selection->leastNs ||
                          t.durationNs > selection->mostNs)) {
            rest.push_back(&t);
            continue;
        }
        chosen.push_back(&t);
        rows.push_back({t, 0});
        longest = std::max(longest, t.durationNs);
    }
    for (auto &row : rows)
        row.share = static_cast<double>(row.trace.durationNs) / static_cast<double>(longest);
    if (selection) {
        const QString difference = differenceInWords(chosen, rest);
        const QString what =
            tr("%1 traces, %2 to %3")
                .arg(base::groupedInteger(static_cast<qint64>(rows.size())), base::timeOfDay(selection->times.startNs),
                     base::timeOfDay(selection->times.endNs));
        m_tablePanel->setTitle(tr("Selection"),
                               difference.isEmpty() ? what : tr("%1. What differs: %2").arg(what, difference));
    } else {
        m_tablePanel->setTitle(tr("Traces"), tr("newest first, Enter opens"));
    }
    m_rows->setRows(std::move(rows));
}

void TraceList::showStates(const engine::TraceSearchSnapshot &snapshot, bool hasSources, qint64 nowNs)
{
    const base::TimeRange range = snapshot.query.range;
    if (!hasSources)
        m_tablePanel->showEmpty(tr("No trace source is connected"),
                                tr("Add a Jaeger to the environment's file to search traces."), {},
                                QStringLiteral("traces"));
    else if (snapshot.error)
        m_tablePanel->showError(tr("Traces cannot be searched"), *snapshot.error,
                                {{tr("Retry"), QStringLiteral("refresh"), [this] { Q_EMIT retryRequested(); }}});
    else if (snapshot.busy)
        m_tablePanel->showLoading(tr("Searching traces"), !m_traces.empty());
    else if (m_traces.empty() && snapshot.asOfNs)
        m_tablePanel->showEmpty(tr("No trace matches"),
                                tr("Nothing like this between %1 and %2. Widen the range or leave a condition out.")
                                    .arg(base::hourMinute(range.startNs), base::hourMinute(range.endNs)),
                                {}, QStringLiteral("traces"));
    else
        m_tablePanel->showContent();
    m_scatterPanel->setCompleteness(snapshot.completeness, nowNs);
    m_scatterPanel->showContent();
}

void TraceList::setSnapshot(const engine::TraceSearchSnapshot &snapshot, bool hasSources, qint64 nowNs)
{
    m_traces.clear();
    for (const auto &hit : snapshot.hits)
        m_traces.push_back(hit.summary);
    showPoints(snapshot);
    fillTable();
    showStates(snapshot, hasSources, nowNs);
}

} // namespace wf::ui
