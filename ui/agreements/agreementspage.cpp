// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/agreementspage.h"

#include "ui/agreements/agreementwords.h"
#include "ui/agreements/contractview.h"
#include "ui/agreements/report/reportspanel.h"
#include "ui/agreements/signpanel.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <map>

namespace wf::ui {

using signals::ClauseState;
using widgets::PlainLabel;

namespace {

bool isByUs(const engine::AgreementState &state)
{
    return state.agreement.direction == signals::PromiseDirection::ByUs;
}

signals::Severity severityOf(const engine::AgreementState &state)
{
    return state.error ? signals::Severity::Unknown : ui::severityOf(signals::worstOf(state.period));
}

// What stands beside the name: what is due, else how it stands.
QString shortStanding(const engine::AgreementState &state)
{
    if (state.error)
        return AgreementsPage::tr("not known");
    const QString currency = state.agreement.money.currency;
    const auto isSome = [](const signals::Decimal &amount) { return amount.isKnown() && !amount.isZero(); };
    if (isSome(state.period.due))
        return moneyText(state.period.due, currency);
    return isSome(state.period.atRisk) ? u'(' + moneyText(state.period.atRisk, currency) + u')'
                                       : stateWord(signals::worstOf(state.period));
}

} // namespace

AgreementsPage::AgreementsPage(engine::AgreementKeeper &keeper, std::unique_ptr<engine::ReportDesk> desk,
                               WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_keeper(keeper),
      m_desk(std::move(desk)),
      m_context(context),
      m_facts(new PlainLabel({}, widgets::TextRole::Base, PlainLabel::Tone::Secondary)),
      m_period(new widgets::PickButton(tr("Period"), tr("running"))),
      m_problemBar(new QWidget),
      m_problem(new PlainLabel({}, widgets::TextRole::Base, PlainLabel::Tone::Warning)),
      m_openProblem(new widgets::Button(tr("Open file…"))),
      m_sums(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary)),
      m_view(new ContractView),
      m_sign(new SignPanel(keeper)),
      m_reports(new ReportsPanel(*m_desk, keeper)),
      m_all(new widgets::Segmented({tr("Contract"), tr("To sign"), tr("Reports")})),
      m_sides(new widgets::Segmented({tr("To sign"), tr("Reports")})),
      m_waiting(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Warning)),
      m_side(new QStackedWidget)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildActions();
    buildHead(column);
    buildList();
    column->addWidget(buildBody(), 1);
    leadFocus(this, m_table);
    connect(&m_keeper, &engine::AgreementKeeper::changed, this, [this] {
        fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    connect(m_reports, &ReportsPanel::said, this, &AgreementsPage::tellOutcome);
    connect(m_reports, &ReportsPanel::periodWanted, this, &AgreementsPage::lookAt);
    connect(m_reports, &ReportsPanel::settledChanged, this, &AgreementsPage::settledChanged);
    connect(m_sign, &SignPanel::mailQueued, this, &AgreementsPage::mailQueued);
    m_sides->setCurrent(1);
    m_detail->hide();
    m_listPanel->showLoading(tr("Reading contracts"), false);
}

AgreementsPage::~AgreementsPage() = default;

QWidget *AgreementsPage::buildBody()
{
    auto *list = new QWidget;
    auto *listColumn = new QVBoxLayout(list);
    listColumn->setContentsMargins(0, 0, 0, 0);
    listColumn->setSpacing(0);
    listColumn->addWidget(m_listPanel, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    m_sums->setWrap(true);
    foot->addWidget(m_sums);
    listColumn->addLayout(foot);
    m_side->addWidget(m_sign);
    m_side->addWidget(m_reports);
    m_sideBox = new QWidget;
    auto *sideColumn = new QVBoxLayout(m_sideBox);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->setSpacing(0);
    auto *sideHead = new QHBoxLayout;
    sideHead->setContentsMargins(12, 8, 12, 8);
    sideHead->addWidget(m_sides);
    sideHead->addSpacing(10);
    sideHead->addWidget(m_waiting, 1);
    sideColumn->addLayout(sideHead);
    sideColumn->addWidget(m_side, 1);
    auto *parts = new QSplitter(Qt::Horizontal);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_view);
    parts->addWidget(m_sideBox);
    parts->setStretchFactor(0, 1);
    parts->setSizes({680, 290});
    m_detail = new QWidget;
    auto *detailColumn = new QVBoxLayout(m_detail);
    detailColumn->setContentsMargins(0, 0, 0, 0);
    detailColumn->setSpacing(0);
    auto *allRow = new QHBoxLayout;
    allRow->setContentsMargins(12, 8, 12, 0);
    allRow->addWidget(m_all);
    allRow->addStretch();
    detailColumn->addLayout(allRow);
    detailColumn->addWidget(parts, 1);
    for (widgets::Segmented *choice : {m_all, m_sides})
        connect(choice, &widgets::Segmented::currentChanged, this, &AgreementsPage::arrange);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(list);
    split->addWidget(m_detail);
    split->setStretchFactor(1, 1);
    split->setSizes({240, 970});
    list->setMinimumWidth(236);
    m_sideBox->setMinimumWidth(270);
    return split;
}

void AgreementsPage::buildActions()
{
    const auto add = [this](const QString &text, const char *key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(QKeySequence(QLatin1String(key)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Make a report"), "Ctrl+P", [this] { makeReport(); });
    add(tr("Verify a report"), "", [this] { m_reports->verify(); });
    add(tr("Propose credit"), "", [this] { m_sign->proposeCredit(); });
    add(tr("Exclude time"), "X", [this] { exclude(); });
    add(tr("New contract"), "", [this] { writeNew(); });
    add(tr("Edit contract"), "Ctrl+Shift+E", [this] { edit(false); });
    add(tr("Versions of the contract"), "", [this] { edit(true); });
    add(tr("Duplicate contract"), "Ctrl+Shift+D", [this] { duplicate(); });
    add(tr("Export clauses as CSV"), "Ctrl+E", [this] { exportTable(engine::AgreementTable::Clauses, false, false); });
}

void AgreementsPage::buildHead(QBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 10);
    head->setSpacing(8);
    head->addWidget(new PlainLabel(tr("Agreements"), widgets::TextRole::Title));
    m_facts->setElide(Qt::ElideRight);
    head->addWidget(m_facts, 1);
    head->addWidget(m_period);
    connect(m_period, &QAbstractButton::clicked, this, &AgreementsPage::choosePeriod);
    const auto offer = [&](const QString &text, const QString &icon, auto fillMenu) {
        auto *made = new widgets::Button(text, icon);
        connect(made, &QAbstractButton::clicked, this, [this, made, fillMenu] {
            auto *menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            fillMenu(menu);
            menu->popup(made->mapToGlobal(QPoint(0, made->height())));
        });
        head->addWidget(made);
    };
    offer(tr("Contract…"), QStringLiteral("edit"), [this](QMenu *menu) {
        menu->addAction(tr("New…"), this, &AgreementsPage::writeNew);
        menu->addAction(tr("Edit…"), this, [this] { edit(false); });
        menu->addAction(tr("Versions…"), this, [this] { edit(true); });
        menu->addAction(tr("Duplicate…"), this, &AgreementsPage::duplicate);
        menu->addSeparator();
        menu->addAction(tr("Exclude time…"), this, &AgreementsPage::exclude);
    });
    offer(tr("Export…"), QStringLiteral("export"), [this](QMenu *menu) { fillExports(menu); });
    auto *report = new widgets::Button(tr("Report…"), QStringLiteral("file-pdf"), tr("Ctrl P"));
    report->setPrimary(true);
    connect(report, &QAbstractButton::clicked, this, &AgreementsPage::makeReport);
    head->addWidget(report);
    column->addLayout(head);
    auto *bar = new QHBoxLayout(m_problemBar);
    bar->setContentsMargins(12, 0, 12, 8);
    bar->setSpacing(10);
    m_problem->setWrap(true);
    bar->addWidget(m_problem, 1);
    bar->addWidget(m_openProblem);
    m_problemBar->hide();
    column->addWidget(m_problemBar);
    connect(m_openProblem, &QAbstractButton::clicked, this, [this] {
        const auto snapshot = m_keeper.snapshot();
        const auto text = snapshot->texts.find(m_problemFile);
        if (text != snapshot->texts.end())
            openEditor(m_problemFile, text->second, false);
    });
}

void AgreementsPage::resizeEvent(QResizeEvent *event)
{
    Screen::resizeEvent(event);
    arrange();
}

void AgreementsPage::showSide(int side)
{
    m_all->setCurrent(side);
    m_sides->setCurrent(std::max(0, side - 1));
    arrange();
}

// Beside each other where there is room, else one after the other.
void AgreementsPage::arrange()
{
    constexpr int enoughForBoth = 1000;
    const bool isWide = width() >= enoughForBoth;
    m_all->setVisible(!isWide);
    m_sides->setVisible(isWide);
    m_view->setVisible(isWide || m_all->current() == 0);
    m_sideBox->setVisible(isWide || m_all->current() != 0);
    m_side->setCurrentIndex(isWide ? m_sides->current() : std::max(0, m_all->current() - 1));
}

void AgreementsPage::buildList()
{
    std::vector<items::RowColumn<State>> columns;
    columns.push_back({{}, Qt::AlignLeft, [](const State &r, int role) -> QVariant {
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(severityOf(r));
                           if (role == Qt::AccessibleTextRole)
                               return stateWord(signals::worstOf(r.period));
                           return role == widgets::CellKindRole
                                      ? QVariant(static_cast<int>(widgets::CellKind::Severity))
                                      : QVariant();
                       }});
    columns.push_back({tr("With"), Qt::AlignLeft, [](const State &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.agreement.counterpart().name;
                           case widgets::SecondLineRole:
                               return (isByUs(r) ? tr("by us, %1") : tr("to us, %1"))
                                   .arg(r.agreement.plan.isEmpty() ? r.agreement.title : r.agreement.plan);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("Stands"), Qt::AlignRight, [](const State &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return shortStanding(r);
                           if (role == widgets::ToneRole)
                               return static_cast<int>(severityOf(r));
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Number))
                                                                : QVariant();
                       }});
    m_rows = new items::RowsModel<State, QString>(
        std::move(columns), [](const State &r) { return r.agreement.id; }, this);
    m_table = new FlatTable(tr("Agreements, promised by us first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({26, 0, 80});
    m_table->verticalHeader()->setDefaultSectionSize(38);
    m_listPanel = new widgets::Panel(m_table);
    m_listPanel->setHeaderVisible(false);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index)) {
            m_selected = row->agreement.id;
            m_keeper.askPast(m_selected);
            showSelected();
            m_context.select(signals::Subject::ofService(row->agreement.services.value(0)));
        }
    });
}

bool AgreementsPage::isSettled() const
{
    return m_keeper.snapshot()->asOfNs != 0 && !m_keeper.isBusy() && m_reports->isSettled();
}

bool AgreementsPage::showSubject(const signals::Subject &subject)
{
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        const auto &a = m_rows->rows()[static_cast<std::size_t>(i)].agreement;
        if (a.id == subject.id || (!subject.service.isEmpty() && a.services.contains(subject.service))) {
            m_table->setCurrentIndex(m_rows->index(i, 0));
            return true;
        }
    }
    return false;
}

void AgreementsPage::setActive(bool active)
{
    m_active = active;
    if (!active) {
        m_keeper.stop();
        return;
    }
    m_desk->askMail([this](bool hasMail) {
        m_hasMail = hasMail;
        showSelected();
    });
    m_keeper.start();
    fill();
}

Screen::Badge AgreementsPage::badge() const
{
    int bad = 0;
    auto worst = signals::Severity::Ok;
    for (const auto &one : m_keeper.snapshot()->agreements)
        if (severityOf(one) <= signals::Severity::Warning) {
            ++bad;
            worst = signals::worse(worst, severityOf(one));
        }
    return bad ? Badge{QString::number(bad), worst} : Badge{};
}

void AgreementsPage::fill()
{
    const auto snapshot = m_keeper.snapshot();
    if (snapshot->asOfNs == 0)
        return;
    std::vector<State> states = snapshot->agreements;
    showProblems();
    if (states.empty()) {
        m_detail->hide();
        m_facts->setText({});
        m_sums->setText({});
        m_rows->setRows({});
        std::vector<widgets::Panel::Action> ways;
        if (m_keeper.hasContracts())
            ways.push_back({tr("New contract…"), {}, [this] { writeNew(); }});
        m_listPanel->showEmpty(snapshot->problems.isEmpty() ? tr("No contract is defined") : tr("No contract reads"),
                               m_keeper.hasContracts()
                                   ? tr("Contracts are files below %1.").arg(m_keeper.options().contracts.front())
                                   : tr("Name contract files or folders under agreements: in the environment's file."),
                               std::move(ways));
        return;
    }
    std::ranges::stable_sort(states, [](const State &a, const State &b) {
        return std::pair(!isByUs(a), severityOf(a)) < std::pair(!isByUs(b), severityOf(b));
    });
    m_listPanel->showContent();
    const int all = static_cast<int>(states.size());
    const QString period = m_period->value();
    m_facts->setText(snapshot->period.isEmpty() ? tr("%n contracts", nullptr, all)
                                                : tr("%1, %2").arg(tr("%n contracts", nullptr, all), period));
    base::Completeness completeness;
    completeness.partial = snapshot->isPartial;
    m_listPanel->setHeaderVisible(snapshot->isPartial);
    m_listPanel->setTitle(tr("Contracts"));
    m_listPanel->setCompleteness(completeness, m_context.clock().nowNs());
    m_rows->setRows(std::move(states));
    describeSums();
    if (!m_table->currentIndex().isValid() && m_active)
        m_table->setCurrentIndex(m_rows->index(0, 0));
    else
        showSelected();
}

// What is wrong with files, the book or sources: never hidden behind figures.
void AgreementsPage::showProblems()
{
    const auto snapshot = m_keeper.snapshot();
    QStringList problems = snapshot->problems;
    if (snapshot->isPartial)
        problems.prepend(tr("Not all sources answered: these figures are of a part of the data."));
    m_problemBar->setVisible(!problems.isEmpty());
    if (problems.isEmpty())
        return;
    const QString first = problems.front();
    m_problem->setText(problems.size() == 1
                           ? first
                           : first + u' ' + tr("and %n more", nullptr, static_cast<int>(problems.size()) - 1));
    widgets::setPlainToolTip(m_problem, problems.join(u'\n'));
    m_problemFile.clear();
    for (const auto &[path, text] : snapshot->texts)
        if (std::ranges::any_of(problems, [&path = path](const QString &one) { return one.startsWith(path + u':'); }))
            m_problemFile = path;
    m_openProblem->setVisible(!m_problemFile.isEmpty());
}

// What is owed by us, one line a currency: amounts of different currencies are never added.
void AgreementsPage::describeSums()
{
    std::map<QString, std::pair<signals::Decimal, signals::Decimal>> sums;
    bool isWhole = true;
    for (const State &one : m_rows->rows()) {
        if (!isByUs(one) || one.error || one.agreement.money.currency.isEmpty())
            continue;
        auto &[due, risk] = sums[one.agreement.money.currency];
        isWhole = isWhole && isMeasuredWhole(one.period);
        due = due + one.period.due;
        risk = risk + one.period.atRisk;
    }
    QStringList lines;
    for (const auto &[currency, sum] : sums)
        lines << tr("%1 due, %2 more at risk").arg(moneyText(sum.first, currency), moneyText(sum.second, currency));
    const QString all = lines.join(QStringLiteral("; "));
    m_sums->setText(lines.isEmpty() ? QString()
                    : isWhole       ? tr("Credits we owe: %1").arg(all)
                                    : tr("Credits we owe, as far as it is measured: %1").arg(all));
}

const engine::AgreementState *AgreementsPage::selected() const
{
    const auto found =
        std::ranges::find_if(m_rows->rows(), [this](const State &one) { return one.agreement.id == m_selected; });
    return found == m_rows->rows().end() ? nullptr : &*found;
}

void AgreementsPage::showSelected()
{
    const State *state = selected();
    m_detail->setVisible(state != nullptr);
    if (!state)
        return;
    m_view->show(*state);
    m_sign->show(*state, m_keeper.snapshot()->book, m_hasMail);
    m_reports->show(*state);
    const int waiting = m_sign->waiting();
    m_waiting->setText(waiting > 0 ? tr("%n to sign", nullptr, waiting) : QString());
    arrange();
}

} // namespace wf::ui
