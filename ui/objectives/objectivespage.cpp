// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/objectivespage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/flattable.h"
#include "ui/objectives/burnwindows.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QBoxLayout>
#include <QSplitter>

#include <cmath>

namespace wf::ui {

namespace {

using Row = engine::ObjectiveState;
using widgets::CellKind;

QString percent(double ratio, int decimals)
{
    return std::isfinite(ratio) ? QString(QString::number(ratio * 100, 'f', decimals) + QStringLiteral("\u2009%"))
                                      .replace(u'-', QChar(0x2212))
                                : QStringLiteral("\u2013");
}

QString wholeSeconds(qint64 ns)
{
    return base::humanDuration(ns - ns % base::nsPerSecond);
}

items::RowColumn<Row> text(const QString &title, std::function<QString(const Row &)> what,
                           CellKind kind = CellKind::Text)
{
    return {title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
            [what = std::move(what), kind](const Row &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(r);
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : QVariant();
            }};
}

QString exhaustion(const Row &r)
{
    if (!r.known || !r.exhaustedInNs)
        return QStringLiteral("\u2013");
    if (*r.exhaustedInNs == 0)
        return ObjectivesPage::tr("spent");
    return *r.exhaustedInNs > r.objective.windowNs ? ObjectivesPage::tr("not in this window")
                                                   : ObjectivesPage::tr("in %1").arg(wholeSeconds(*r.exhaustedInNs));
}

} // namespace

signals::Subject objectiveSubject(const signals::Objective &objective)
{
    signals::Subject s = signals::Subject::ofService(objective.service);
    s.kind = signals::SubjectKind::Objective;
    s.id = objective.id;
    s.title = objective.name;
    return s;
}

ObjectivesPage::ObjectivesPage(engine::ObjectiveKeeper &keeper, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_keeper(keeper),
      m_context(context),
      m_facts(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary)),
      m_how(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Tertiary)),
      m_sentence(new widgets::PlainLabel({}, widgets::TextRole::Strong)),
      m_burnDown(new widgets::BurnDownFigure),
      m_windows(new BurnWindows)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 10);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Objectives"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1);
    column->addLayout(head);
    buildTable();
    m_burnDownPanel = new widgets::Panel(m_burnDown);
    m_windowsPanel = new widgets::Panel(m_windows);
    m_windowsPanel->setTitle(tr("Burn per window"), tr("log scale, the tick is the limit"));
    auto *figures = new QSplitter(Qt::Horizontal);
    figures->addWidget(m_burnDownPanel);
    figures->addWidget(m_windowsPanel);
    figures->setSizes({560, 380});
    auto *detail = new QWidget;
    auto *detailColumn = new QVBoxLayout(detail);
    detailColumn->setContentsMargins(0, 0, 0, 0);
    detailColumn->setSpacing(0);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(12, 10, 12, 10);
    words->setSpacing(4);
    m_sentence->setWrap(true);
    m_how->setWrap(true);
    words->addWidget(m_sentence);
    words->addWidget(m_how);
    detailColumn->addLayout(words);
    detailColumn->addWidget(figures, 1);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_tablePanel);
    split->addWidget(detail);
    split->setSizes({340, 380});
    column->addWidget(split, 1);
    setFocusProxy(m_table);
    connect(&m_keeper, &engine::ObjectiveKeeper::changed, this, [this] {
        fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    m_tablePanel->showLoading(tr("Counting events"), false);
}

void ObjectivesPage::buildTable()
{
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Objective"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.objective.name;
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Severity))
                                                                : QVariant();
                       }});
    columns.push_back(text(tr("Service"), [](const Row &r) { return r.objective.service; }));
    columns.push_back(text(
        tr("Target"), [](const Row &r) { return base::formatValue(r.objective.target, base::Unit::Ratio); },
        CellKind::Number));
    columns.push_back(text(
        tr("Kept"), [](const Row &r) { return percent(r.compliance, 3); }, CellKind::Number));
    columns.push_back({tr("Budget left"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (!r.known)
                               return role == Qt::DisplayRole ? QVariant(r.error ? ObjectivesPage::tr("not known")
                                                                                 : ObjectivesPage::tr("no traffic"))
                                                              : QVariant();
                           switch (role) {
                           case Qt::DisplayRole:
                               return percent(r.left, 1);
                           case widgets::FractionRole:
                               return r.left;
                           case widgets::ToneRole:
                               return static_cast<int>(r.severity);
                           case widgets::CellKindRole:
                               return static_cast<int>(CellKind::Budget);
                           default:
                               return {};
                           }
                       }});
    columns.push_back(text(
        tr("Left"),
        [](const Row &r) {
            return r.known && r.leftNs > 0 ? tr("%1 min").arg(base::groupedInteger(r.leftNs / base::nsPerMinute))
                                           : QStringLiteral("\u2013");
        },
        CellKind::Number));
    columns.push_back(text(
        tr("Burn, 1 h"),
        [](const Row &r) {
            return r.known && !r.windows.empty() ? burnText(r.windows.front().longBurn) : QStringLiteral("\u2013");
        },
        CellKind::Number));
    columns.push_back(text(tr("Spent at this rate"), exhaustion));
    columns.push_back(text(tr("Window"), [](const Row &r) { return base::humanDuration(r.objective.windowNs); }));
    m_rows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.objective.id + r.objective.name; }, this);
    m_table = new FlatTable(tr("Objectives, worst first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 100, 72, 82, 130, 92, 76, 140, 70});
    m_tablePanel = new widgets::Panel(m_table);
    m_tablePanel->setHeaderVisible(false);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            m_selected = row->objective.id;
            showDetail(*row);
            m_context.select(objectiveSubject(row->objective));
        }
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.open(signals::Subject::ofService(row->objective.service));
    });
}

bool ObjectivesPage::showSubject(const signals::Subject &subject)
{
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        const auto &o = m_rows->rows()[static_cast<std::size_t>(i)].objective;
        if ((subject.kind == signals::SubjectKind::Objective && o.id == subject.id) ||
            (subject.kind != signals::SubjectKind::Objective && o.service == subject.service)) {
            m_table->setCurrentIndex(m_rows->index(i, 0));
            return true;
        }
    }
    return false;
}

void ObjectivesPage::setActive(bool active)
{
    m_active = active;
    if (active)
        fill();
}

Screen::Badge ObjectivesPage::badge() const
{
    int bad = 0;
    auto worst = signals::Severity::Ok;
    for (const auto &s : m_keeper.snapshot()->objectives)
        if (s.severity <= signals::Severity::Warning) {
            ++bad;
            worst = signals::worse(worst, s.severity);
        }
    return bad ? Badge{QString::number(bad), signals::Severity::Warning} : Badge{};
}

void ObjectivesPage::fill()
{
    const auto snapshot = m_keeper.snapshot();
    if (snapshot->asOfNs == 0)
        return;
    int bad = 0;
    int unknown = 0;
    for (const auto &s : snapshot->objectives) {
        bad += s.severity <= signals::Severity::Warning;
        unknown += !s.known && s.error;
    }
    const int all = static_cast<int>(snapshot->objectives.size());
    m_facts->setText((unknown == all ? tr("%n objectives", nullptr, all)
                                     : tr("%n objectives, %1 in trouble", nullptr, all).arg(bad)) +
                     (unknown ? tr(", %1 not known").arg(unknown) : QString()) +
                     (snapshot->problems.isEmpty() ? QString() : QStringLiteral(". ") + snapshot->problems.first()));
    if (snapshot->objectives.empty()) {
        m_tablePanel->showEmpty(tr("No objective is defined"),
                                tr("Name OpenSLO files or folders under objectives: in the environment's file."));
        return;
    }
    m_tablePanel->showContent();
    base::Completeness completeness;
    for (const auto &s : snapshot->objectives)
        completeness.merge(s.completeness);
    m_tablePanel->setTitle(tr("All objectives"));
    m_tablePanel->setHeaderVisible(!completeness.isComplete()); // only to say what is to be doubted
    m_tablePanel->setCompleteness(completeness, m_context.clock().nowNs());
    m_rows->setRows(snapshot->objectives);
    if (!m_table->currentIndex().isValid()) {
        if (m_active) // a hidden screen never moves the selection
            m_table->setCurrentIndex(m_rows->index(0, 0));
    } else if (const auto *row = m_rows->at(m_table->currentIndex())) {
        showDetail(*row);
    }
}

void ObjectivesPage::showDetail(const engine::ObjectiveState &s)
{
    const auto &o = s.objective;
    if (s.error)
        m_sentence->setText(s.error->summary);
    else if (!s.known)
        m_sentence->setText(
            tr("%1 has seen no event in its window, so nothing is spent and nothing is proved.").arg(o.name));
    else if (s.left <= 0)
        m_sentence->setText(tr("The budget of %1 is spent: %2 of %3 allowed failures happened.")
                                .arg(o.name, base::groupedInteger(std::llround(s.badEvents)),
                                     base::groupedInteger(std::llround(s.allowedEvents))));
    else
        m_sentence->setText(tr("%1 has %2 of its budget left, %3 of complete failure. Spent at this rate: %4.")
                                .arg(o.name, percent(s.left, 1), wholeSeconds(s.leftNs), exhaustion(s)));
    const QString counted = tr("Counted as %1 over %2.").arg(s.queries.part, s.queries.total);
    m_how->setText(!s.known ? counted
                            : tr("%1 good of %2 events in %3, data for %4 of it.")
                                      .arg(base::groupedInteger(std::llround(s.totalEvents - s.badEvents)),
                                           base::groupedInteger(std::llround(s.totalEvents)),
                                           base::humanDuration(o.windowNs), percent(s.coverage, 0)) +
                                  u' ' + counted);
    widgets::BurnDown figure;
    figure.startNs = s.coarse.startNs;
    figure.stepNs = s.coarse.stepNs;
    figure.left = s.burnDown;
    const qint64 now = m_context.clock().nowNs();
    figure.windowEndNs = s.coarse.endNs() + o.windowNs / 14;
    figure.exhaustedAtNs = s.exhaustedInNs && *s.exhaustedInNs > 0 ? now + *s.exhaustedInNs : 0;
    figure.title = o.name;
    m_burnDown->setBurnDown(figure);
    m_burnDownPanel->setTitle(tr("Budget left"), tr("percent, last %1").arg(base::humanDuration(o.windowNs)));
    m_burnDownPanel->setCompleteness(s.completeness, now);
    m_windows->setState(s);
}

} // namespace wf::ui
