// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/stationpage.h"

#include "models/base/units.h"
#include "ui/base/figuregrid.h"
#include "ui/base/flattable.h"
#include "ui/station/addeddialog.h"
#include "ui/station/addlogdialog.h"
#include "ui/station/backupline.h"
#include "ui/station/stationwords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

namespace {

constexpr int problemColumn = 7; // of the logs
constexpr int keptHeight = 150;  // three signals
const std::vector<int> logWidths{30, 0, 76, 70, 76, 70, 84, 0};

using widgets::PlainLabel;
using widgets::TextRole;

QSplitter *sideBySide(std::initializer_list<std::pair<QWidget *, int>> parts, Qt::Orientation orientation)
{
    auto *split = new QSplitter(orientation);
    split->setChildrenCollapsible(false);
    QList<int> sizes;
    for (const auto &[part, size] : parts) {
        split->addWidget(part);
        split->setStretchFactor(split->count() - 1, size);
        sizes << size;
    }
    split->setSizes(sizes);
    return split;
}

} // namespace

template<class Rows>
StationPage::Table<Rows> StationPage::makeTable(const QString &title, const QString &description, Rows *rows)
{
    Table<Rows> out;
    out.rows = rows;
    out.view = new FlatTable(title);
    out.view->setModel(rows);
    out.panel = new widgets::Panel(out.view);
    out.panel->setTitle(title, description);
    return out;
}

StationPage::StationPage(engine::StationWatch &station, WatchContext &context, QWidget *parent)
    : Screen(parent), m_station(station), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader(column);
    buildTables();
    arrange(column);
    connect(&m_station, &engine::StationWatch::changed, this, [this] {
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
        if (m_active)
            fill(*m_station.snapshot());
    });
}

void StationPage::buildHeader(QBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 0);
    head->setSpacing(10);
    head->addWidget(new PlainLabel(tr("Station"), TextRole::Title));
    m_facts = new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary);
    head->addWidget(m_facts, 1);
    m_address = new QLineEdit;
    m_address->setPlaceholderText(tr("host:port or http://host/metrics"));
    m_address->setAccessibleName(tr("Address of a target to scrape"));
    m_address->setFixedWidth(230);
    head->addWidget(m_address);
    m_add = new widgets::Button(tr("Add target"), QStringLiteral("plus"));
    head->addWidget(m_add);
    m_again = new widgets::IconButton(QStringLiteral("refresh"), tr("Read the configuration again"));
    head->addWidget(m_again);
    column->addLayout(head);

    auto *below = new QVBoxLayout;
    below->setContentsMargins(12, 2, 12, 8);
    below->setSpacing(2);
    m_forecast = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary);
    m_place = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary);
    m_place->setElide(Qt::ElideMiddle);
    below->addWidget(m_forecast);
    below->addWidget(m_place);
    m_backup = new BackupLine(m_station, m_context);
    below->addWidget(m_backup);
    column->addLayout(below);

    connect(m_add, &QAbstractButton::clicked, this, &StationPage::addTarget);
    connect(m_address, &QLineEdit::returnPressed, this, &StationPage::addTarget);
    connect(m_again, &QAbstractButton::clicked, this, [this] {
        m_station.readFileAgain();
        m_context.say({tr("The configuration is read again."), signals::Severity::Info, {}, {}, 4});
    });
}

void StationPage::buildTables()
{
    m_targets = makeTable(tr("Targets"), tr("scraped here, worst first"), targetRows(m_context.clock(), this));
    m_targets.view->setColumnWidths({120, 240, 76, 70, 58, 60, 92, 0});
    m_targets.view->setDroppedWhenNarrow({5, 4, 3});
    m_addedTargets = new widgets::Button(tr("Added by hand\u2026"));
    m_targets.panel->addHeaderWidget(m_addedTargets);
    connect(m_addedTargets, &QAbstractButton::clicked, this, [this] { openAdded(engine::StationAdded::Kind::Target); });
    m_logs = makeTable(tr("Logs"), tr("followed, unreadable ones first"), logFileRows(m_context.clock(), this));
    m_logs.view->setColumnWidths(logWidths);
    m_logs.view->setDroppedWhenNarrow({4, 2, 3, 5});
    m_addLog = new widgets::Button(tr("Add log\u2026"));
    m_logs.panel->addHeaderWidget(m_addLog);
    m_addedLogs = new widgets::Button(tr("Added by hand\u2026"));
    m_logs.panel->addHeaderWidget(m_addedLogs);
    connect(m_addedLogs, &QAbstractButton::clicked, this, [this] { openAdded(engine::StationAdded::Kind::Log); });
    connect(m_addLog, &QAbstractButton::clicked, this, &StationPage::openAddLog);
    m_doors = makeTable(tr("Received, computed, sent on"), tr("ports, pushes, rule groups, ways out"),
                        doorRows(m_context.clock(), this));
    m_doors.view->setColumnWidths({150, 0, 70});
    m_doors.view->setDroppedWhenNarrow({2});
    m_problems = makeTable(tr("Refused, dropped, wrong"), tr("since the start"), problemRows(this));
    m_problems.view->setColumnWidths({118, 0, 66});
    m_cardinality = makeTable(tr("Cardinality"), tr("active series"), cardinalityRows(this));
    m_cardinality.view->setColumnWidths({0, 108});
    m_by = new widgets::Segmented({tr("Metrics"), tr("Labels")});
    m_by->setAccessibleName(tr("Count series by metric or values by label"));
    m_cardinality.panel->addHeaderWidget(m_by);
    connect(m_by, &widgets::Segmented::currentChanged, this, [this] { fill(*m_station.snapshot()); });
    m_kept = makeTable(tr("Kept"), tr("by tier, and how large it becomes at the rate of the last day"), keptRows(this));
    m_kept.view->setColumnWidths({70, 74, 74, 74, 74, 74, 74, 74, 74, 104, 0});
    m_kept.view->setDroppedWhenNarrow({6, 4, 3, 9, 2});
    m_kept.view->setGrowingColumns({1, 2, 3, 4, 5, 6, 7, 8, 9});
    m_kept.panel->setFixedHeight(keptHeight);
    m_figures = new FigureGrid(tr("Rates and cost"));
    m_figuresPanel = new widgets::Panel(m_figures);
    m_figuresPanel->setTitle(tr("Rates and cost"), tr("last ten minutes, this program"));
}

void StationPage::arrange(QBoxLayout *column)
{
    auto *middle = sideBySide({{m_logs.panel, 530}, {m_doors.panel, 440}}, Qt::Horizontal);
    auto *lists = sideBySide({{m_problems.panel, 150}, {m_cardinality.panel, 150}}, Qt::Vertical);
    auto *bottom = sideBySide({{m_figuresPanel, 540}, {lists, 420}}, Qt::Horizontal);
    column->addWidget(
        sideBySide({{m_targets.panel, 170}, {middle, 160}, {m_kept.panel, keptHeight}, {bottom, 260}}, Qt::Vertical),
        1);
}

void StationPage::setActive(bool active)
{
    m_active = active;
    if (active)
        fill(*m_station.snapshot());
}

Screen::Badge StationPage::badge() const
{
    const auto worst = m_station.snapshot()->worst();
    return worst <= signals::Severity::Warning ? Badge{QStringLiteral("!"), worst} : Badge{};
}

void StationPage::addTarget()
{
    const QString address = m_address->text().trimmed();
    if (address.isEmpty()) {
        m_address->setFocus();
        return;
    }
    m_add->setEnabled(false);
    const QPointer<StationPage> self = this; // the station outlives it
    m_station.addTarget(address, [self](const base::Result<QString> &result) {
        if (self)
            self->targetAdded(result);
    });
}

void StationPage::openAddLog()
{
    auto *dialog = new AddLogDialog(m_station, m_context.clock(), this);
    connect(dialog, &AddLogDialog::added, this, [this](const QString &glob, const QString &newest) {
        m_addedLog = newest;
        m_context.say(
            {tr("%1 is followed. Its lines come within seconds.").arg(glob), signals::Severity::Ok, {}, {}, 6});
    });
    dialog->open();
}

void StationPage::openAdded(engine::StationAdded::Kind kind)
{
    auto *dialog = new AddedDialog(m_station, kind, this);
    dialog->open();
}

void StationPage::targetAdded(const base::Result<QString> &result)
{
    m_add->setEnabled(true);
    if (!result) {
        const auto &error = result.error();
        m_context.say({error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail,
                       signals::Severity::Warning,
                       {},
                       {},
                       0});
        m_address->setFocus();
        return;
    }
    m_addedTarget = *result;
    m_address->clear();
    m_context.say(
        {tr("%1 is added. Its first scrape follows within seconds.").arg(*result), signals::Severity::Ok, {}, {}, 6});
}

void StationPage::fill(const engine::StationSnapshot &station)
{
    fillHeader(station);
    m_targets.rows->setRows(station.targets);
    m_logs.rows->setRows(station.logs);
    m_doors.rows->setRows(station.doors);
    m_problems.rows->setRows(station.problems);
    m_kept.rows->setRows(station.retention);
    m_backup->fill(station);
    m_cardinality.rows->setRows(m_by->current() == 0 ? station.seriesByMetric : station.valuesByLabel);
    m_figures->setFigures(station.figures);
    if (!station.isOpen) {
        for (auto *panel : {m_targets.panel, m_logs.panel, m_doors.panel, m_problems.panel, m_cardinality.panel,
                            m_kept.panel, m_figuresPanel})
            panel->showLoading(tr("Opening the stores\u2026"), false);
        return;
    }
    m_figuresPanel->showContent();
    fillCollected(station);
    fillKept(station);
}

void StationPage::fillHeader(const engine::StationSnapshot &station)
{
    m_facts->setText(stationFacts(station));
    m_forecast->setText(stationForecast(station));
    m_place->setText(stationPlace(station));
    widgets::setPlainToolTip(m_place, stationPlace(station));
    m_add->setVisible(station.collects);
    m_address->setVisible(station.collects);
    m_again->setVisible(station.collects);
    for (auto *button : {m_addLog, m_addedLogs, m_addedTargets})
        button->setVisible(station.collects);
}

void StationPage::fillCollected(const engine::StationSnapshot &station)
{
    const QString fed = tr("This station is fed by the demo and collects nothing itself.");
    if (!station.targets.empty())
        m_targets.panel->showContent();
    else
        m_targets.panel->showEmpty(tr("No target is scraped"),
                                   station.collects ? tr("Write an address above, or jobs into station.yaml.") : fed);
    if (!station.logs.empty())
        m_logs.panel->showContent();
    else
        m_logs.panel->showEmpty(
            tr("No log is followed"),
            station.collects ? tr("Add one above, or name files and globs in the section logs of station.yaml.") : fed);
    if (!station.doors.empty())
        m_doors.panel->showContent();
    else
        m_doors.panel->showEmpty(tr("Nothing is received and no rule runs"),
                                 station.collects ? tr("The sections receive and rules of station.yaml turn them on.")
                                                  : fed);
    const bool isAllWell = std::all_of(station.logs.begin(), station.logs.end(),
                                       [](const engine::StationLogFile &log) { return log.problem.isEmpty(); });
    if (m_logs.view->isColumnHidden(problemColumn) != isAllWell) {
        m_logs.view->setColumnHidden(problemColumn, isAllWell);
        m_logs.view->setColumnWidths(logWidths); // the paths take the room
    }
    selectAdded();
}

// The row of what was added a moment ago, so that it is seen working.
void StationPage::selectAdded()
{
    const auto select = [](const auto &table, QString &wanted, const auto &isIt) {
        for (std::size_t row = 0; row < table.rows->rows().size() && !wanted.isEmpty(); ++row)
            if (isIt(table.rows->rows()[row])) {
                table.view->setCurrentIndex(table.rows->index(static_cast<int>(row), 0));
                wanted.clear();
            }
    };
    select(m_targets, m_addedTarget, [&](const auto &target) { return target.address.contains(m_addedTarget); });
    select(m_logs, m_addedLog, [&](const auto &log) { return log.path == m_addedLog; });
}

void StationPage::fillKept(const engine::StationSnapshot &station)
{
    if (!station.problems.empty())
        m_problems.panel->showContent();
    else
        m_problems.panel->showEmpty(tr("Nothing is wrong"), tr("All that came in since the start was kept."));
    if (!station.retention.empty())
        m_kept.panel->showContent();
    else
        m_kept.panel->showLoading(tr("Looking at the stores\u2026"), false);
    if (m_cardinality.rows->rowCount() > 0)
        m_cardinality.panel->showContent();
    else
        m_cardinality.panel->showEmpty(tr("No series yet"), tr("Series are counted while samples come in."));
    m_cardinality.panel->setTitle(m_by->current() == 0 ? tr("Series by metric") : tr("Values by label"),
                                  tr("%1 active series").arg(base::groupedInteger(station.activeSeries)));
}

} // namespace wf::ui
