// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/healthpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/alerts/clockwords.h"
#include "ui/base/figuregrid.h"
#include "ui/base/flattable.h"
#include "ui/base/reach.h"
#include "ui/base/sourcewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>

namespace wf::ui {

namespace {

using Row = engine::SourceRow;
using widgets::CellKind;

QVariant tone(const Row &r)
{
    const auto s = severityOf(r.state.reach);
    return s <= signals::Severity::Warning ? QVariant(static_cast<int>(s)) : QVariant();
}

QString wholeSeconds(qint64 ns)
{
    return base::humanDuration(std::max<qint64>(0, ns - ns % base::nsPerSecond));
}

QString breakerText(signals::BreakerState b)
{
    switch (b) {
    case signals::BreakerState::Closed:
        return HealthPage::tr("closed");
    case signals::BreakerState::HalfOpen:
        return HealthPage::tr("half open");
    case signals::BreakerState::Open:
        return HealthPage::tr("open");
    }
    return {};
}

QString breakerIcon(signals::BreakerState b)
{
    switch (b) {
    case signals::BreakerState::Closed:
        return QStringLiteral("breaker-closed");
    case signals::BreakerState::HalfOpen:
        return QStringLiteral("breaker-half");
    case signals::BreakerState::Open:
        return QStringLiteral("breaker-open");
    }
    return {};
}

QString notesOf(const Row &r, qint64 nowNs)
{
    const auto &s = r.state;
    QStringList parts;
    if (s.breaker != signals::BreakerState::Closed && s.breakerUntilNs > nowNs)
        parts << HealthPage::tr("next attempt in %1").arg(wholeSeconds(s.breakerUntilNs - nowNs));
    if (s.reach != signals::Reachability::Up && s.lastError)
        parts << s.lastError->summary;
    if (const QString skew = engine::skewWords(s.clockSkewNs); !skew.isEmpty())
        parts << HealthPage::tr("its clock is %1").arg(skew);
    if (!s.capability.product.isEmpty())
        parts << s.capability.product + u' ' + s.capability.version;
    parts << s.capability.limits;
    return parts.join(QStringLiteral(", "));
}

items::RowColumn<Row> text(const QString &title, std::function<QString(const Row &)> what,
                           CellKind kind = CellKind::Text, bool toned = false)
{
    return {title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
            [what = std::move(what), kind, toned](const Row &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(r);
                if (role == widgets::CellKindRole)
                    return static_cast<int>(kind);
                return toned && role == widgets::ToneRole ? tone(r) : QVariant();
            }};
}

} // namespace

HealthPage::HealthPage(engine::HealthMonitor &health, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_health(health),
      m_context(context),
      m_facts(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary)),
      m_own(new FigureGrid(tr("Watchfloor itself")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Health"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1);
    auto *probe = new widgets::Button(tr("Probe all"), QStringLiteral("refresh"));
    head->addWidget(probe);
    column->addLayout(head);
    buildTables();
    auto *own = new widgets::Panel(m_own);
    own->setTitle(tr("Watchfloor itself"), tr("last hour, this computer"));
    auto *bottom = new QSplitter(Qt::Horizontal);
    bottom->addWidget(own);
    bottom->addWidget(m_eventsPanel);
    bottom->setSizes({560, 400});
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_sourcesPanel);
    split->addWidget(bottom);
    split->setSizes({280, 420});
    column->addWidget(split, 1);
    connect(probe, &QAbstractButton::clicked, &m_health, &engine::HealthMonitor::probeAll);
    connect(&m_health, &engine::HealthMonitor::changed, this, [this] {
        Q_EMIT badgeChanged();
        if (m_active)
            fill();
    });
}

void HealthPage::buildTables()
{
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Source"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.state.name;
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(severityOf(r.state.reach));
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Severity))
                                                                : QVariant();
                       }});
    columns.push_back(text(tr("Tells"), [](const Row &r) { return kindName(r.state.kind); }));
    columns.push_back(text(
        tr("Address"), [](const Row &r) { return r.state.address; }, CellKind::Mono));
    columns.push_back({tr("Breaker"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return breakerText(r.state.breaker);
                           if (role == widgets::IconRole)
                               return breakerIcon(r.state.breaker);
                           return role == widgets::ToneRole && r.state.breaker != signals::BreakerState::Closed
                                      ? tone(r)
                                      : QVariant();
                       }});
    columns.push_back({tr("p95, last hour"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == widgets::NumbersRole)
                               return QVariant::fromValue(r.latencyHistory);
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Spark))
                                                                : QVariant();
                       }});
    columns.push_back(text(
        tr("p95"),
        [](const Row &r) {
            return r.state.requests > r.state.failures
                       ? base::formatValue(r.state.latencyP95Ms / 1000, base::Unit::Seconds)
                       : QStringLiteral("\u2013");
        },
        CellKind::Number, true));
    columns.push_back(text(
        tr("Errors"),
        [](const Row &r) {
            return r.state.requests ? base::formatValue(static_cast<double>(r.state.failures) /
                                                            static_cast<double>(r.state.requests),
                                                        base::Unit::Ratio)
                                    : QString();
        },
        CellKind::Number, true));
    columns.push_back(text(
        tr("Last answer"),
        [this](const Row &r) {
            return r.state.lastOkNs ? base::ageText(m_context.clock().nowNs() - r.state.lastOkNs) : tr("never");
        },
        CellKind::Number, true));
    columns.push_back(text(
        tr("Requests"), [](const Row &r) { return base::groupedInteger(r.state.requests); }, CellKind::Number));
    columns.push_back(text(tr("Notes"), [this](const Row &r) { return notesOf(r, m_context.clock().nowNs()); }));
    m_sourceRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.state.id; }, this);
    m_sources = new FlatTable(tr("Sources"));
    m_sources->setModel(m_sourceRows);
    m_sources->setColumnWidths({138, 68, 166, 84, 100, 68, 62, 84, 72, 0});
    m_sourcesPanel = new widgets::Panel(m_sources);
    m_sourcesPanel->setHeaderVisible(false);
    connect(m_sources, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_sourceRows->at(index)) {
            signals::Subject s;
            s.kind = signals::SubjectKind::Source;
            s.id = row->state.id;
            s.title = row->state.name;
            m_context.select(s);
        }
    });
    connect(m_sources, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_sourceRows->at(index))
            m_health.retry(row->state.id);
    });

    m_eventRows = new items::RowsModel<engine::HealthEvent, QString>(
        {{tr("Time"), Qt::AlignLeft,
          [](const engine::HealthEvent &e, int role) -> QVariant {
              if (role == Qt::DisplayRole)
                  return base::timeOfDay(e.timeNs);
              return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Mono)) : QVariant();
          }},
         {tr("Who"), Qt::AlignLeft,
          [](const engine::HealthEvent &e, int role) -> QVariant {
              if (role == Qt::DisplayRole)
                  return e.who;
              if (role == widgets::SeverityRole)
                  return static_cast<int>(e.severity);
              return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Severity)) : QVariant();
          }},
         {tr("What"), Qt::AlignLeft,
          [](const engine::HealthEvent &e, int role) {
              return role == Qt::DisplayRole ? QVariant(e.what) : QVariant();
          }}},
        [](const engine::HealthEvent &e) -> QString { return QString::number(e.timeNs) + e.who + e.what; }, this);
    m_events = new FlatTable(tr("Events, newest first"));
    m_events->setModel(m_eventRows);
    m_events->setColumnWidths({80, 150, 0});
    m_events->horizontalHeader()->hide();
    m_eventsPanel = new widgets::Panel(m_events);
    m_eventsPanel->setTitle(tr("Events"), tr("newest first"));
}

bool HealthPage::showSubject(const signals::Subject &subject)
{
    for (int row = 0; row < m_sourceRows->rowCount(); ++row)
        if (m_sourceRows->rows()[static_cast<std::size_t>(row)].state.id == subject.id) {
            m_sources->setCurrentIndex(m_sourceRows->index(row, 0));
            return true;
        }
    return false;
}

void HealthPage::setActive(bool active)
{
    m_active = active;
    if (active)
        fill();
}

Screen::Badge HealthPage::badge() const
{
    for (const auto &row : m_health.snapshot()->sources) {
        const auto s = severityOf(row.state.reach);
        if (s <= signals::Severity::Warning)
            return {QStringLiteral("!"), s};
    }
    return {};
}

void HealthPage::fill()
{
    const auto snapshot = m_health.snapshot();
    int good = 0;
    for (const auto &row : snapshot->sources)
        good += row.state.reach == signals::Reachability::Up;
    const int all = static_cast<int>(snapshot->sources.size());
    m_facts->setText(tr("%n sources, %1 answer", nullptr, all).arg(good) +
                     (good < all ? tr(", %1 do not").arg(all - good) : QString()) +
                     tr(", up %1").arg(wholeSeconds(m_context.clock().nowNs() - snapshot->startedNs)));
    m_sourceRows->setRows(snapshot->sources);
    m_eventRows->setRows(snapshot->events);
    m_own->setFigures(snapshot->own);
    if (all == 0)
        m_sourcesPanel->showEmpty(
            tr("No source is connected"),
            tr("File, Environments and connections adds Prometheus, Alertmanager, Loki or Jaeger."));
    else
        m_sourcesPanel->showContent();
}

} // namespace wf::ui
