// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capacity/capacitypage.h"

#include "models/base/csv.h"
#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "ui/base/chartquestions.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "ui/capacity/capacitycolumns.h"
#include "ui/capacity/capacitydetail.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>

#include <algorithm>
#include <set>

namespace wf::ui {

namespace {

constexpr int twoLines = 38; // px

} // namespace

CapacityPage::CapacityPage(engine::CapacityKeeper &keeper, WatchContext &context, QWidget *parent)
    : Screen(parent), m_keeper(keeper), m_context(context), m_detail(new CapacityDetail(context.clock()))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(*column);
    m_rows = new items::RowsModel<engine::ResourceForecastPtr, QString>(
        capacityColumns(context.clock()), [](const engine::ResourceForecastPtr &r) { return r->of->key; }, this);
    m_table = new FlatTable(tr("Finite resources, soonest full first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 58, 84, 104});
    m_table->verticalHeader()->setDefaultSectionSize(twoLines);
    m_table->setStretchAtLeast(190); // names before lines
    m_table->setDroppedWhenNarrow({2});
    m_tablePanel = new widgets::Panel(m_table);
    m_tablePanel->setHeaderVisible(false);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_tablePanel);
    split->addWidget(m_detail);
    split->setSizes({455, 515});
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
    buildActions();
    leadFocus(this, m_table);
    connectQuestions(m_detail->chart(), m_context,
                     [this](const widgets::ChartSeries &line) { return measuredSubject(line.key); });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            m_detail->show(*row, m_keeper.snapshot());
            m_context.select(engine::resourceSubject(**row));
        }
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.open(engine::resourceSubject(**row));
    });
    connect(&m_keeper, &engine::CapacityKeeper::changed, this, [this] {
        if (m_active)
            fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    m_tablePanel->showLoading(tr("Looking for what is finite"), false);
}

// What is used of the selected resource, as PromQL; a forecast is no series.
signals::Subject CapacityPage::measuredSubject(const QString &line) const
{
    const auto *row = m_rows->at(m_table->currentIndex());
    if (!row || line != CapacityDetail::usedLine || (*row)->of->question->used.isEmpty())
        return {};
    const engine::FiniteIdentity &of = *(*row)->of;
    signals::Subject s = of.subject;
    s.kind = signals::SubjectKind::Metric;
    s.id = of.question->used;
    s.title = tr("%1, used").arg(of.name());
    s.labels = of.labels;
    return s;
}

void CapacityPage::buildHead(QBoxLayout &column)
{
    m_facts = new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    m_facts->setWrap(true); // beside the Thread there is not always room for one line
    m_kind = new widgets::PickButton(tr("Kind"), tr("all"));
    m_horizon = new widgets::PickButton(tr("Horizon"), tr("30 d"));
    auto *exporting = new widgets::Button(tr("Export"), QStringLiteral("export"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Capacity"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1, Qt::AlignVCenter);
    head->addWidget(m_kind);
    head->addWidget(m_horizon);
    head->addWidget(exporting);
    column.addLayout(head);
    m_problem = new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Warning);
    m_problem->setWrap(true);
    m_problem->setContentsMargins(12, 0, 12, 6);
    m_problem->setVisible(false);
    column.addWidget(m_problem);
    connect(exporting, &QPushButton::clicked, this, &CapacityPage::askExport);
    connect(m_horizon, &QToolButton::clicked, this, [this] {
        pick(*m_horizon, {{tr("7 d"), [this] { setHorizon(7); }},
                          {tr("30 d"), [this] { setHorizon(30); }},
                          {tr("90 d"), [this] { setHorizon(90); }}});
    });
    connect(m_kind, &QToolButton::clicked, this, [this] {
        std::set<QString> kinds;
        for (const auto &r : m_keeper.snapshot()->resources)
            kinds.insert(engine::finiteKindName(r->of->question->kind));
        const auto choose = [this](const QString &kind) {
            m_kindFilter = kind;
            m_kind->setValue(kind.isEmpty() ? tr("all") : kind);
            fill();
        };
        std::vector<std::pair<QString, std::function<void()>>> choices{{tr("all"), [choose] { choose({}); }}};
        for (const QString &kind : kinds)
            choices.emplace_back(kind, [choose, kind] { choose(kind); });
        pick(*m_kind, choices);
    });
}

void CapacityPage::pick(widgets::PickButton &button,
                        const std::vector<std::pair<QString, std::function<void()>>> &choices)
{
    auto *menu = new QMenu(&button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &[name, run] : choices) {
        auto *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(button.value() == name);
        connect(action, &QAction::triggered, this, run);
    }
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void CapacityPage::setHorizon(int days)
{
    m_horizon->setValue(tr("%1 d").arg(days));
    m_detail->setHorizon(days);
}

void CapacityPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Forecast 7 days"), Qt::Key_7, [this] { setHorizon(7); });
    add(tr("Forecast 30 days"), Qt::Key_3, [this] { setHorizon(30); });
    add(tr("Forecast 90 days"), Qt::Key_9, [this] { setHorizon(90); });
    add(tr("Forecast anew"), QKeySequence(Qt::SHIFT | Qt::Key_T), [this] { m_keeper.refresh(); });
    add(tr("Export the forecasts"), Qt::Key_E, [this] { askExport(); });
    add(tr("What if: as it is"), Qt::Key_W, [this] { m_detail->setWhatIf({}); });
}

bool CapacityPage::showSubject(const signals::Subject &subject)
{
    fill();
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        const auto &of = *m_rows->rows()[static_cast<std::size_t>(i)]->of;
        const bool isIt =
            of.key == subject.id || (!subject.instance.isEmpty() && of.subject.instance == subject.instance) ||
            (subject.instance.isEmpty() && !subject.service.isEmpty() && of.subject.service == subject.service);
        if (isIt) {
            m_table->setCurrentIndex(m_rows->index(i, 0));
            return true;
        }
    }
    return false;
}

void CapacityPage::setActive(bool active)
{
    m_active = active;
    if (active)
        fill();
}

Screen::Badge CapacityPage::badge() const
{
    const qint64 now = m_context.clock().nowNs();
    signals::Severity worst = signals::Severity::Ok;
    int bad = 0;
    for (const auto &r : m_keeper.snapshot()->resources)
        if (const auto severity = engine::severityOf(*r, now); severity <= signals::Severity::Warning) {
            ++bad;
            worst = signals::worse(worst, severity);
        }
    return bad > 0 ? Badge{QString::number(bad), worst} : Badge{};
}

void CapacityPage::fillFacts(const engine::CapacitySnapshot &snapshot)
{
    const qint64 now = m_context.clock().nowNs();
    const auto soon = std::ranges::count_if(
        snapshot.resources, [now](const auto &r) { return r->fullNs && *r->fullNs - now <= 30 * base::nsPerDay; });
    QString facts = tr("%n resources forecast every hour, %1 reach their end within 30 days", nullptr,
                       static_cast<int>(snapshot.resources.size()))
                        .arg(soon);
    if (snapshot.isBusy)
        facts = tr("forecasting, %1 %").arg(snapshot.done * 100, 0, 'f', 0);
    if (snapshot.resources.empty())
        facts.clear();
    m_facts->setText(facts);
    m_problem->setText(snapshot.priceFile.problem);
    m_problem->setVisible(!snapshot.priceFile.problem.isEmpty());
}

void CapacityPage::fill()
{
    const engine::CapacityPtr snapshot = m_keeper.snapshot();
    if (snapshot->asOfNs == 0 && snapshot->resources.empty() && !snapshot->error)
        return;
    fillFacts(*snapshot);
    if (snapshot->resources.empty()) {
        m_detail->clear();
        m_detail->setVisible(false);
        if (snapshot->error)
            m_tablePanel->showError(tr("What is finite could not be asked"), *snapshot->error,
                                    {{tr("Try now"), QStringLiteral("refresh"), [this] { m_keeper.askAgain(); }}});
        else if (snapshot->isAsked)
            m_tablePanel->showEmpty(tr("What is finite cannot be forecast yet"),
                                    tr("The metrics tell of something finite, but not one full hour of it is known. "
                                       "After that it stands here; a forecast needs a day."),
                                    {}, QStringLiteral("capacity"));
        else
            m_tablePanel->showEmpty(tr("Nothing finite is known"),
                                    tr("Disks, memory, processors, pools, queues, quotas and certificates are found by "
                                       "themselves as soon as a source of metrics tells of them."),
                                    {}, QStringLiteral("capacity"));
        return;
    }
    m_detail->setVisible(true);
    m_tablePanel->showContent();
    m_tablePanel->setTitle(tr("All resources"));
    m_tablePanel->setHeaderVisible(!snapshot->completeness.isComplete());
    m_tablePanel->setCompleteness(snapshot->completeness, m_context.clock().nowNs());
    std::vector<engine::ResourceForecastPtr> shown;
    std::ranges::copy_if(snapshot->resources, std::back_inserter(shown), [this](const auto &r) {
        return m_kindFilter.isEmpty() || engine::finiteKindName(r->of->question->kind) == m_kindFilter;
    });
    m_rows->setRows(std::move(shown));
    if (m_active && m_firstRow.follow(*m_table))
        return;
    if (const auto *row = m_rows->at(m_table->currentIndex()))
        m_detail->show(*row, snapshot);
}

void CapacityPage::askExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the forecasts"), QString(), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("capacity.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const qint64 now = m_context.clock().nowNs();
        QString text = base::csvLine({QStringLiteral("resource"), QStringLiteral("where"), QStringLiteral("used"),
                                      QStringLiteral("limit"), QStringLiteral("full"), QStringLiteral("earliest"),
                                      QStringLiteral("latest"), QStringLiteral("left")}) +
                       u'\n';
        const auto date = [](const std::optional<qint64> &ns) { return ns ? base::isoTime(*ns) : QString(); };
        for (const auto &r : m_keeper.snapshot()->resources)
            text += base::csvLine({r->of->name(), r->of->where(), QString::number(r->used, 'g', 12),
                                   QString::number(r->limit, 'g', 12), date(r->fullNs), date(r->earliestNs),
                                   date(r->latestNs), leftText(*r, now)}) +
                    u'\n';
        const auto written = base::writeFileSafely(path, text.toUtf8());
        m_context.say({written ? tr("The forecasts are in %1.").arg(path) : written.error().summary,
                       written ? signals::Severity::Info : signals::Severity::Critical,
                       {},
                       {}});
    });
    dialog->open();
}

} // namespace wf::ui
