// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/agreementspage.h"

#include "ui/agreements/agreementwords.h"
#include "ui/agreements/contractview.h"
#include "ui/agreements/signpanel.h"
#include "ui/base/flattable.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"

#include <QBoxLayout>
#include <QSplitter>

#include <algorithm>
#include <map>

namespace wf::ui {

using signals::ClauseState;

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
    const bool owes = state.period.due.isKnown() && !state.period.due.isZero();
    return owes ? moneyText(state.period.due, state.agreement.money.currency)
                : stateWord(signals::worstOf(state.period));
}

} // namespace

AgreementsPage::AgreementsPage(engine::AgreementKeeper &keeper, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_keeper(keeper),
      m_context(context),
      m_facts(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary)),
      m_period(new widgets::PickButton(tr("Period"), tr("running"))),
      m_sums(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_view(new ContractView),
      m_sign(new SignPanel(keeper))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildActions();
    buildHead(column);
    buildList();
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
    auto *signPanel = new widgets::Panel(m_sign);
    signPanel->setTitle(tr("Signed and to sign"));
    auto *detail = new QSplitter(Qt::Horizontal);
    detail->addWidget(m_view);
    detail->addWidget(signPanel);
    detail->setSizes({640, 330});
    m_detail = detail;
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(list);
    split->addWidget(detail);
    split->setSizes({270, 970});
    column->addWidget(split, 1);
    setFocusProxy(m_table);
    connect(&m_keeper, &engine::AgreementKeeper::changed, this, [this] {
        fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    m_detail->hide();
    m_listPanel->showLoading(tr("Reading contracts"), false);
}

void AgreementsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Propose credit"), {}, [this] { m_sign->proposeCredit(); });
    add(tr("Exclude time"), QKeySequence(QStringLiteral("X")), [this] { exclude(); });
    add(tr("Edit contract"), QKeySequence(QStringLiteral("Ctrl+Shift+E")), [this] { edit(false); });
    add(tr("Duplicate contract"), QKeySequence(QStringLiteral("Ctrl+Shift+D")), [this] { edit(true); });
    add(tr("Export clauses as CSV"), QKeySequence(QStringLiteral("Ctrl+E")), [this] { exportTable(); });
}

void AgreementsPage::buildHead(QBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 10);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Agreements"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1);
    head->addWidget(m_period);
    connect(m_period, &QAbstractButton::clicked, this, &AgreementsPage::choosePeriod);
    const auto button = [&](const QString &text, const QString &icon, auto run) {
        auto *made = new widgets::Button(text, icon);
        connect(made, &QAbstractButton::clicked, this, run);
        head->addWidget(made);
    };
    button(tr("Exclude…"), QStringLiteral("calendar"), [this] { exclude(); });
    button(tr("Edit…"), QStringLiteral("edit"), [this] { edit(false); });
    button(tr("Duplicate…"), QStringLiteral("copy"), [this] { edit(true); });
    button(tr("Export…"), QStringLiteral("export"), [this] { exportTable(); });
    column->addLayout(head);
}

void AgreementsPage::buildList()
{
    std::vector<items::RowColumn<State>> columns;
    columns.push_back({tr("With"), Qt::AlignLeft, [](const State &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.agreement.counterpart().name;
                           case widgets::SecondLineRole:
                               return r.agreement.title;
                           case widgets::SeverityRole:
                               return static_cast<int>(severityOf(r));
                           case widgets::CellKindRole:
                               return static_cast<int>(widgets::CellKind::Severity);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("Promised"), Qt::AlignLeft, [](const State &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return isByUs(r) ? tr("by us") : tr("to us");
                           return {};
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
    m_table->setColumnWidths({0, 62, 88});
    m_table->setDroppedWhenNarrow({1});
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
    return m_keeper.snapshot()->asOfNs != 0 && !m_keeper.isBusy();
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
    if (states.empty()) {
        m_detail->hide();
        m_listPanel->showEmpty(tr("No contract is defined"),
                               snapshot->problems.isEmpty()
                                   ? tr("Name contract files or folders under agreements: in the environment's file.")
                                   : snapshot->problems.first());
        return;
    }
    std::ranges::stable_sort(states, [](const State &a, const State &b) {
        return std::pair(!isByUs(a), severityOf(a)) < std::pair(!isByUs(b), severityOf(b));
    });
    m_listPanel->showContent();
    const int all = static_cast<int>(states.size());
    m_facts->setText(tr("%n contracts", nullptr, all) +
                     (snapshot->problems.isEmpty() ? QString() : QStringLiteral(". ") + snapshot->problems.first()));
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

// What is owed by us, one line a currency: amounts of different currencies are never added.
void AgreementsPage::describeSums()
{
    std::map<QString, std::pair<signals::Decimal, signals::Decimal>> sums;
    for (const State &one : m_rows->rows()) {
        if (!isByUs(one) || one.error || one.agreement.money.currency.isEmpty())
            continue;
        auto &[due, risk] = sums[one.agreement.money.currency];
        due = due + one.period.due;
        risk = risk + one.period.atRisk;
    }
    QStringList lines;
    for (const auto &[currency, sum] : sums)
        lines << tr("%1 due, %2 more at risk").arg(moneyText(sum.first, currency), moneyText(sum.second, currency));
    m_sums->setText(lines.isEmpty() ? QString() : tr("Credits we owe: %1").arg(lines.join(QStringLiteral("; "))));
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
    m_sign->show(*state, m_keeper.snapshot()->book);
}

} // namespace wf::ui
