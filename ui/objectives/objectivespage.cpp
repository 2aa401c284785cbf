// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/objectivespage.h"

#include "models/base/duration.h"
#include "models/engine/anomalies/linefindings.h"
#include "models/engine/objectives/discover/objectivefinder.h"
#include "models/engine/objectives/sli/sliqueries.h"
#include "ui/base/chartquestions.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "ui/objectives/detail/freezepanel.h"
#include "ui/objectives/detail/objectivedetail.h"
#include "ui/objectives/objectivecolumns.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QMenu>
#include <QSplitter>

#include <algorithm>
#include <set>

namespace wf::ui {

using Kind = engine::FreezeDecision::Kind;

ObjectivesPage::ObjectivesPage(Parts parts, WatchContext &context, QWidget *parent)
    : Screen(parent), m_parts(std::move(parts)), m_context(context), m_detail(new ObjectiveDetail)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(*column);
    buildTable();
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_tablePanel);
    split->addWidget(m_detail);
    split->setSizes({310, 420});
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
    buildActions();
    m_detail->clear();
    leadFocus(this, m_table);
    connect(m_detail, &ObjectiveDetail::changesAsked, this,
            [this](base::TimeRange range) { askWhatChanged(range, m_context); });
    connect(m_detail, &ObjectiveDetail::queryAsked, this, &ObjectivesPage::openInMetrics);
    connect(&m_context, &WatchContext::anomaliesChanged, this, [this] {
        if (m_active)
            showDetail();
    });
    FreezePanel &freeze = m_detail->freeze();
    connect(&freeze, &FreezePanel::freezeAsked, this, [this] { decide(Kind::Freeze); });
    connect(&freeze, &FreezePanel::liftAsked, this, [this] { decide(Kind::Lift); });
    connect(&freeze, &FreezePanel::laterAsked, this, &ObjectivesPage::later);
    connect(&freeze, &FreezePanel::noticeAsked, this, &ObjectivesPage::copyNotice);
    connect(&m_parts.keeper, &engine::ObjectiveKeeper::changed, this, [this] {
        fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    if (m_parts.finder)
        connect(m_parts.finder, &engine::ObjectiveFinder::changed, this, [this] {
            if (m_parts.keeper.snapshot()->asOfNs != 0)
                fillFacts(*m_parts.keeper.snapshot());
        });
    m_tablePanel->showLoading(tr("Counting events"), false);
}

void ObjectivesPage::buildHead(QBoxLayout &column)
{
    m_facts = new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    m_owner = new widgets::PickButton(tr("Owner"), tr("all"));
    m_window = new widgets::PickButton(tr("Window"), tr("all"));
    auto *exporting = new widgets::Button(tr("Export"), QStringLiteral("export"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Objectives"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1);
    head->addWidget(m_owner);
    head->addWidget(m_window);
    if (m_parts.wizard) {
        auto *making = new widgets::Button(tr("New objective"), QStringLiteral("plus"));
        head->addWidget(making);
        connect(making, &QPushButton::clicked, this, &ObjectivesPage::askNew);
    }
    head->addWidget(exporting);
    column.addLayout(head);
    connect(exporting, &QPushButton::clicked, this, &ObjectivesPage::askExport);
    connect(m_owner, &QToolButton::clicked, this, [this] {
        QStringList owners;
        for (const auto &s : m_parts.keeper.snapshot()->objectives)
            owners << s.objective.owner;
        pickFilter(*m_owner, m_ownerFilter, owners);
    });
    connect(m_window, &QToolButton::clicked, this, [this] {
        QStringList windows;
        for (const auto &s : m_parts.keeper.snapshot()->objectives)
            windows << base::humanDuration(s.objective.windowNs);
        pickFilter(*m_window, m_windowFilter, windows);
    });
}

void ObjectivesPage::pickFilter(widgets::PickButton &button, QString &filter, const QStringList &choices)
{
    auto *menu = new QMenu(&button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const QString &shown, const QString &value) {
        auto *action = menu->addAction(shown);
        action->setCheckable(true);
        action->setChecked(filter == value);
        connect(action, &QAction::triggered, this, [this, &button, &filter, value, shown] {
            filter = value;
            button.setValue(shown);
            fill();
        });
    };
    offer(tr("all"), {});
    for (const QString &one : std::set<QString>(choices.begin(), choices.end()))
        if (!one.isEmpty())
            offer(QString(one.left(80)).replace(u'&', QStringLiteral("&&")), one);
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void ObjectivesPage::buildTable()
{
    m_rows = new items::RowsModel<ObjectiveRow, QString>(
        objectiveColumns(m_context.clock()),
        [](const ObjectiveRow &r) -> QString { return r->objective.id + u'\n' + r->objective.name; }, this);
    m_table = new FlatTable(tr("Objectives, worst first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 128, 180, 70, 62, 104, 112, 90});
    m_table->setDroppedWhenNarrow({5, 7, 4, 1});
    m_table->setGrowingColumns({1, 2, 5, 7});
    m_tablePanel = new widgets::Panel(m_table);
    m_tablePanel->setHeaderVisible(false);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            showDetail();
            m_context.select(engine::objectiveSubject((*row)->objective));
        }
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.open(signals::Subject::ofService((*row)->objective.service));
    });
}

bool ObjectivesPage::showSubject(const signals::Subject &subject)
{
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        const auto &o = m_rows->rows()[static_cast<std::size_t>(i)]->objective;
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
    if (active && m_parts.finder && !m_parts.finder->hasLooked() && !m_parts.finder->isBusy())
        m_parts.finder->look({});
}

Screen::Badge ObjectivesPage::badge() const
{
    const auto &all = m_parts.keeper.snapshot()->objectives;
    const auto bad = std::ranges::count_if(all, [](const auto &s) { return s.severity <= signals::Severity::Warning; });
    return bad > 0 ? Badge{QString::number(bad), signals::Severity::Warning} : Badge{};
}

bool ObjectivesPage::isShown(const engine::ObjectiveState &s) const
{
    return (m_ownerFilter.isEmpty() || s.objective.owner == m_ownerFilter) &&
           (m_windowFilter.isEmpty() || base::humanDuration(s.objective.windowNs) == m_windowFilter);
}

// Of those that are not taken over yet.
int ObjectivesPage::foundCount() const
{
    if (!m_parts.finder)
        return 0;
    const auto &all = m_parts.keeper.snapshot()->objectives;
    return static_cast<int>(std::ranges::count_if(m_parts.finder->found(), [&](const auto &found) {
        return std::ranges::none_of(all, [&](const auto &s) { return s.objective.id == found.objective.id; });
    }));
}

void ObjectivesPage::fillFacts(const engine::ObjectivesSnapshot &snapshot)
{
    const auto &all = snapshot.objectives;
    const auto bad = std::ranges::count_if(all, [](const auto &s) { return s.severity <= signals::Severity::Warning; });
    const auto unknown = std::ranges::count_if(all, [](const auto &s) { return !s.isKnown() && s.error; });
    const int count = static_cast<int>(all.size());
    m_facts->setText(
        (unknown == count ? tr("%n objectives", nullptr, count)
                          : tr("%n objectives, %1 in trouble", nullptr, count).arg(bad)) +
        (unknown ? tr(", %1 not known").arg(unknown) : QString()) +
        (foundCount() ? tr(", %n more kept by recording rules (Shift+R)", nullptr, foundCount()) : QString()) +
        (snapshot.problems.isEmpty() ? QString() : QStringLiteral(". ") + snapshot.problems.first()));
}

void ObjectivesPage::fill()
{
    const auto snapshot = m_parts.keeper.snapshot();
    if (snapshot->asOfNs == 0)
        return;
    fillFacts(*snapshot);
    if (snapshot->objectives.empty()) {
        m_detail->clear();
        std::vector<widgets::Panel::Action> waysOut;
        if (m_parts.wizard)
            waysOut.push_back({tr("New objective"), QStringLiteral("plus"), [this] { askNew(); }});
        if (m_parts.wizard && m_parts.finder)
            waysOut.push_back(
                {tr("Look through recording rules"), QStringLiteral("search"), [this] { askDiscover(); }});
        m_tablePanel->showEmpty(tr("No objective is defined"),
                                snapshot->problems.isEmpty()
                                    ? m_parts.wizard ? tr("Pick a service and accept what is proposed, take over what "
                                                          "recording rules keep, or name OpenSLO files under "
                                                          "objectives: in the environment's file.")
                                                     : tr("Name OpenSLO files or folders under objectives: in the "
                                                          "environment's file.")
                                    : snapshot->problems.join(u'\n'),
                                std::move(waysOut));
        return;
    }
    m_tablePanel->showContent();
    base::Completeness completeness;
    std::vector<ObjectiveRow> shown;
    for (const auto &s : snapshot->objectives) {
        completeness.merge(s.completeness);
        if (isShown(s))
            shown.emplace_back(snapshot, &s);
    }
    m_tablePanel->setTitle(tr("All objectives"));
    m_tablePanel->setHeaderVisible(!completeness.isComplete()); // only to say what is to be doubted
    m_tablePanel->setCompleteness(completeness, m_context.clock().nowNs());
    m_rows->setRows(std::move(shown));
    const bool isMoved = m_active && m_firstRow.follow(*m_table); // a hidden screen never moves the selection
    if (!isMoved && m_table->currentIndex().isValid())
        showDetail();
}

const engine::ObjectiveState *ObjectivesPage::current() const
{
    const ObjectiveRow *row = m_rows->at(m_table->currentIndex());
    return row ? row->get() : nullptr;
}

// The share of bad events that its budget is counted from, an hour at a time.
void ObjectivesPage::openInMetrics(base::TimeRange range)
{
    const auto *s = current();
    if (!s)
        return;
    signals::Subject share = engine::objectiveSubject(s->objective);
    share.kind = signals::SubjectKind::Metric;
    share.id = engine::badShareQuery(s->objective, base::nsPerHour);
    askExplorer(share, range, m_context);
}

void ObjectivesPage::showDetail()
{
    const auto *s = current();
    if (!s)
        return m_detail->clear();
    const qint64 now = m_context.clock().nowNs();
    const auto *standing = m_parts.freezes ? m_parts.freezes->standing(s->objective.id, now) : nullptr;
    const auto *anomalies = m_context.anomalies();
    m_detail->setUnusual(anomalies ? engine::runsOfService(*anomalies, s->objective.service, now)
                                   : std::vector<base::TimeRange>());
    m_detail->setState(*s, now, m_parts.freezes != nullptr, standing && standing->kind == Kind::Freeze);
}

} // namespace wf::ui
