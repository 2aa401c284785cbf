// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/signpanel.h"

#include "models/base/timetext.h"
#include "ui/agreements/agreementwords.h"
#include "ui/agreements/signdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/safetext.h"

#include <QBoxLayout>
#include <QPointer>

namespace wf::ui {

using engine::AgreementBook;
using engine::NoticeState;
using engine::SignOff;
using signals::ApprovalState;
using signals::CreditState;

SignPanel::SignPanel(engine::AgreementKeeper &keeper, QWidget *parent)
    : QWidget(parent),
      m_keeper(keeper),
      m_table(new FlatTable(tr("Credits, exclusions and notices"))),
      m_sentence(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_propose(new widgets::Button(tr("Propose credit…"))),
      m_next(new widgets::Button({})),
      m_other(new widgets::Button({}))
{
    using Row = Deed;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Signed"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.title;
                           case widgets::SecondLineRole:
                               return r.by;
                           case widgets::SeverityRole:
                               return static_cast<int>(r.severity);
                           case widgets::CellKindRole:
                               return static_cast<int>(widgets::CellKind::Severity);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("State"), Qt::AlignLeft, [](const Row &r, int role) {
                           return role == Qt::DisplayRole ? QVariant(r.state) : QVariant();
                       }});
    columns.push_back({tr("Figure"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.figure;
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Number))
                                                                : QVariant();
                       }});
    m_rows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.key; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 78, 92});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_table, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 10);
    foot->setSpacing(8);
    m_sentence->setWrap(true);
    foot->addWidget(m_sentence);
    auto *row = new QHBoxLayout;
    for (widgets::Button *button : {m_propose, m_next, m_other})
        row->addWidget(button);
    row->addStretch();
    m_next->setPrimary(true);
    foot->addLayout(row);
    column->addLayout(foot);
    connect(m_table, &FlatTable::rowSelected, this, &SignPanel::look);
    connect(m_propose, &QAbstractButton::clicked, this, &SignPanel::proposeCredit);
    connect(m_next, &QAbstractButton::clicked, this, [this] {
        if (const Deed *deed = m_rows->at(m_table->currentIndex()); deed && deed->next)
            ask(deed->title + QStringLiteral(": ") + deed->sentence, deed->verb, deed->next);
    });
    connect(m_other, &QAbstractButton::clicked, this, [this] {
        if (const Deed *deed = m_rows->at(m_table->currentIndex()); deed && deed->other)
            ask(deed->title + QStringLiteral(": ") + deed->sentence, deed->otherVerb, deed->other);
    });
    look();
}

void SignPanel::show(const engine::AgreementState &state, const engine::BookState &book)
{
    m_state = state;
    m_book = book;
    std::vector<Deed> deeds;
    addCredits(deeds);
    addExclusions(deeds);
    addNotices(deeds);
    m_rows->setRows(std::move(deeds));
    look();
}

void SignPanel::addCredits(std::vector<Deed> &deeds) const
{
    for (const signals::Credit &credit : m_book.credits) {
        if (credit.agreement != m_state.agreement.id)
            continue;
        Deed deed;
        deed.key = QStringLiteral("credit/") + credit.id;
        deed.title = tr("Credit %1").arg(credit.id);
        deed.figure = moneyText(credit.amount, credit.currency);
        const auto step = [id = credit.id](CreditState to) {
            return [id, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [id, to, sign](AgreementBook &book) { return book.advance(id, to, sign); };
            };
        };
        switch (credit.state()) {
        case CreditState::Proposed:
            deed.state = tr("proposed");
            deed.severity = signals::Severity::Warning;
            deed.verb = tr("Approve…");
            deed.next = step(CreditState::Approved);
            break;
        case CreditState::Approved:
            deed.state = tr("approved");
            deed.severity = signals::Severity::Info;
            deed.verb = tr("Issue…");
            deed.next = step(CreditState::Issued);
            break;
        case CreditState::Issued:
            deed.state = tr("issued");
            deed.severity = signals::Severity::Ok;
            break;
        case CreditState::Withdrawn:
            deed.state = tr("withdrawn");
            break;
        }
        if (deed.next) {
            deed.otherVerb = tr("Withdraw…");
            deed.other = step(CreditState::Withdrawn);
        }
        for (const auto &done : credit.steps)
            deed.sentence +=
                tr("%1 by %2 at %3: %4. ")
                    .arg(signals::creditStateName(done.state), done.by, base::isoTime(done.atNs), done.reason);
        deed.by = credit.steps.back().by;
        deeds.push_back(std::move(deed));
    }
}

void SignPanel::addExclusions(std::vector<Deed> &deeds) const
{
    for (const engine::BookedExclusion &booked : m_book.exclusions) {
        if (booked.agreement != m_state.agreement.id)
            continue;
        const auto &one = booked.exclusion;
        Deed deed;
        deed.key = QStringLiteral("exclusion/") + one.id;
        deed.title = tr("Exclusion %1").arg(one.id);
        deed.by = one.approval.by;
        deed.sentence = one.reason + QStringLiteral(". ");
        for (const auto &done : booked.steps)
            deed.sentence +=
                tr("%1 by %2 at %3: %4. ")
                    .arg(signals::approvalStateName(done.state), done.by, base::isoTime(done.atNs), done.reason);
        const auto step = [agreement = booked.agreement, id = one.id](ApprovalState to) {
            return [agreement, id, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [agreement, id, to, sign](AgreementBook &book) {
                    return book.decideExclusion(agreement, id, to, sign);
                };
            };
        };
        const ApprovalState state = one.approval.state;
        deed.state = state == ApprovalState::Approved   ? tr("approved")
                     : state == ApprovalState::Rejected ? tr("rejected")
                                                        : tr("proposed");
        deed.severity = state == ApprovalState::Approved   ? signals::Severity::Ok
                        : state == ApprovalState::Proposed ? signals::Severity::Warning
                                                           : signals::Severity::Unknown;
        if (state != ApprovalState::Approved) {
            deed.verb = tr("Approve…");
            deed.next = step(ApprovalState::Approved);
        }
        if (state != ApprovalState::Rejected) {
            deed.otherVerb = tr("Reject…");
            deed.other = step(ApprovalState::Rejected);
        }
        deeds.push_back(std::move(deed));
    }
}

void SignPanel::addNotices(std::vector<Deed> &deeds) const
{
    for (const engine::Notice &notice : m_state.notices) {
        Deed deed;
        deed.key = QStringLiteral("notice/") + notice.id;
        deed.title = notice.subject;
        deed.figure = base::isoTime(notice.dueNs).left(16).replace(u'T', u' ');
        deed.by = tr("to %1").arg(notice.to);
        deed.sentence = notice.text;
        const auto step = [notice](NoticeState to) {
            return [notice, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [notice, to, sign](AgreementBook &book) { return book.advance(notice, to, sign); };
            };
        };
        switch (notice.state()) {
        case NoticeState::Draft:
            deed.state = tr("due");
            deed.severity = signals::Severity::Warning;
            deed.verb = tr("Approve…");
            deed.next = step(NoticeState::Approved);
            break;
        case NoticeState::Approved:
            deed.state = tr("approved");
            deed.severity = signals::Severity::Info;
            deed.verb = tr("Was sent…");
            deed.next = step(NoticeState::Sent);
            break;
        case NoticeState::Sent:
            deed.state = tr("sent");
            deed.severity = signals::Severity::Ok;
            break;
        case NoticeState::Dropped:
            deed.state = tr("dropped");
            break;
        }
        if (deed.next) {
            deed.otherVerb = tr("Drop…");
            deed.other = step(NoticeState::Dropped);
        }
        deeds.push_back(std::move(deed));
    }
}

void SignPanel::look()
{
    const Deed *deed = m_rows->at(m_table->currentIndex());
    m_sentence->setText(deed ? deed->sentence : tr("Every step is signed with name, time and reason, and stays."));
    m_next->setVisible(deed && deed->next);
    m_other->setVisible(deed && deed->other);
    if (deed) {
        m_next->setText(deed->verb);
        m_other->setText(deed->otherVerb);
    }
    const bool isOwed = m_state.period.isFinal && m_state.period.due.isKnown() && !m_state.period.due.isZero();
    m_propose->setEnabled(isOwed);
    widgets::setPlainToolTip(m_propose, isOwed ? QString() : tr("When a period is over and something is owed for it"));
}

void SignPanel::proposeCredit()
{
    const auto what =
        tr("A credit of %1 to %2 for %3")
            .arg(moneyText(m_state.period.due, m_state.agreement.money.currency), m_state.agreement.counterpart().name,
                 engine::periodName(m_state.agreement, m_state.period.period));
    ask(what, tr("Propose"), [state = m_state](const SignOff &sign) -> engine::AgreementKeeper::Step {
        return [state, sign](AgreementBook &book) { return book.propose(state.agreement, state.period, sign); };
    });
}

void SignPanel::ask(const QString &what, const QString &verb,
                    const std::function<engine::AgreementKeeper::Step(SignOff)> &make)
{
    auto *dialog = new SignDialog(what, verb, m_keeper.options().actor, window());
    connect(dialog, &SignDialog::signedOff, this, [this, make, dialog](const SignOff &sign) {
        m_keeper.sign(make(sign), [open = QPointer<SignDialog>(dialog)](const base::Status &status) {
            if (open)
                open->tell(status);
        });
    });
    dialog->open();
}

} // namespace wf::ui
