// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/signpanel.h"

#include "models/base/timetext.h"
#include "ui/agreements/agreementwords.h"
#include "ui/agreements/signdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPointer>

#include <algorithm>

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
    columns.push_back({{}, Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole
                                      ? QVariant(static_cast<int>(widgets::CellKind::Severity))
                                      : QVariant();
                       }});
    columns.push_back({tr("Signed"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.title;
                           return role == widgets::SecondLineRole ? QVariant(r.by) : QVariant();
                       }});
    columns.push_back({tr("State"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.state;
                           return role == widgets::SecondLineRole ? QVariant(r.figure) : QVariant();
                       }});
    m_rows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.key; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({28, 0, 112});
    m_table->verticalHeader()->setDefaultSectionSize(38);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_table, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 10);
    foot->setSpacing(8);
    m_sentence->setWrap(true);
    foot->addWidget(m_sentence);
    for (const auto &buttons : {std::vector{m_next, m_other}, std::vector{m_propose}}) {
        auto *row = new QHBoxLayout;
        for (widgets::Button *button : buttons)
            row->addWidget(button);
        row->addStretch();
        foot->addLayout(row);
    }
    m_next->setPrimary(true);
    column->addLayout(foot);
    connect(m_table, &FlatTable::rowSelected, this, &SignPanel::look);
    connect(m_propose, &QAbstractButton::clicked, this, &SignPanel::proposeCredit);
    connect(m_next, &QAbstractButton::clicked, this, [this] {
        if (const Deed *deed = m_rows->at(m_table->currentIndex()); deed && deed->next)
            ask(deed->title + QStringLiteral(": ") + deed->sentence, deed->verb, deed->next, deed->isMail);
    });
    connect(m_other, &QAbstractButton::clicked, this, [this] {
        if (const Deed *deed = m_rows->at(m_table->currentIndex()); deed && deed->other)
            ask(deed->title + QStringLiteral(": ") + deed->sentence, deed->otherVerb, deed->other);
    });
    look();
}

void SignPanel::show(const engine::AgreementState &state, const engine::BookState &book, bool hasMail)
{
    m_hasMail = hasMail;
    m_state = state;
    m_book = book;
    std::vector<Deed> deeds;
    addCredits(deeds);
    addExclusions(deeds);
    addNotices(deeds);
    m_rows->setRows(std::move(deeds));
    look();
}

namespace {

// What was done to something, and by whom: a sentence each.
template<class Steps, class Name>
QString historyOf(const Steps &steps, Name name)
{
    QString out;
    for (const auto &done : steps)
        out +=
            SignPanel::tr("%1 by %2 at %3: %4. ").arg(name(done.state), done.by, base::isoTime(done.atNs), done.reason);
    return out;
}

} // namespace

void SignPanel::place(Deed &deed, const Stage &stage, const Step &next, const QString &otherVerb, const Step &other)
{
    deed.state = stage.word;
    deed.severity = stage.severity;
    deed.verb = stage.verb;
    if (stage.verb.isEmpty())
        return; // it has come to its end
    deed.next = next;
    deed.otherVerb = otherVerb;
    deed.other = other;
}

void SignPanel::addCredits(std::vector<Deed> &deeds) const
{
    const auto stageOf = [](CreditState state) -> std::pair<Stage, CreditState> {
        switch (state) {
        case CreditState::Proposed:
            return {{tr("proposed"), signals::Severity::Warning, tr("Approve…")}, CreditState::Approved};
        case CreditState::Approved:
            return {{tr("approved"), signals::Severity::Info, tr("Issue…")}, CreditState::Issued};
        case CreditState::Issued:
            return {{tr("issued"), signals::Severity::Ok, {}}, {}};
        case CreditState::Withdrawn:
            break;
        }
        return {{tr("withdrawn"), signals::Severity::Unknown, {}}, {}};
    };
    for (const signals::Credit &credit : m_book.credits) {
        if (credit.agreement != m_state.agreement.id)
            continue;
        Deed deed;
        deed.key = QStringLiteral("credit/") + credit.id;
        deed.title = tr("Credit %1").arg(credit.id);
        deed.figure = moneyText(credit.amount, credit.currency);
        deed.by = credit.steps.back().by;
        deed.sentence = historyOf(credit.steps, signals::creditStateName);
        const auto step = [id = credit.id](CreditState to) -> Step {
            return [id, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [id, to, sign](AgreementBook &book) { return book.advance(id, to, sign); };
            };
        };
        const auto [stage, next] = stageOf(credit.state());
        place(deed, stage, step(next), tr("Withdraw…"), step(CreditState::Withdrawn));
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
        deed.sentence = one.reason + QStringLiteral(". ") + historyOf(booked.steps, signals::approvalStateName);
        const auto step = [agreement = booked.agreement, id = one.id](ApprovalState to) -> Step {
            return [agreement, id, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [agreement, id, to, sign](AgreementBook &book) {
                    return book.decideExclusion(agreement, id, to, sign);
                };
            };
        };
        const bool isApproved = one.approval.state == ApprovalState::Approved;
        const bool isRejected = one.approval.state == ApprovalState::Rejected;
        deed.state = isApproved ? tr("approved") : isRejected ? tr("rejected") : tr("proposed");
        deed.severity = isApproved   ? signals::Severity::Ok
                        : isRejected ? signals::Severity::Unknown
                                     : signals::Severity::Warning;
        if (!isApproved) {
            deed.verb = tr("Approve…");
            deed.next = step(ApprovalState::Approved);
        }
        if (!isRejected) { // also what was approved can be taken back
            deed.otherVerb = tr("Reject…");
            deed.other = step(ApprovalState::Rejected);
        }
        deeds.push_back(std::move(deed));
    }
}

void SignPanel::addNotices(std::vector<Deed> &deeds) const
{
    const auto stageOf = [this](NoticeState state) -> std::pair<Stage, NoticeState> {
        switch (state) {
        case NoticeState::Draft:
            return {{tr("due"), signals::Severity::Warning, tr("Approve…")}, NoticeState::Approved};
        case NoticeState::Approved:
            return m_hasMail
                       ? std::pair{Stage{tr("approved"), signals::Severity::Info, tr("Send by mail…")},
                                   NoticeState::Queued}
                       : std::pair{Stage{tr("approved"), signals::Severity::Info, tr("Was sent…")}, NoticeState::Sent};
        case NoticeState::Queued:
            return {{tr("mail waits"), signals::Severity::Info, {}}, {}};
        case NoticeState::Sent:
            return {{tr("sent"), signals::Severity::Ok, {}}, {}};
        case NoticeState::Dropped:
            break;
        }
        return {{tr("dropped"), signals::Severity::Unknown, {}}, {}};
    };
    for (const engine::Notice &notice : m_state.notices) {
        Deed deed;
        deed.key = QStringLiteral("notice/") + notice.id;
        deed.title = notice.subject;
        deed.figure = tr("by %1").arg(QLocale::c().toString(
            QDateTime::fromMSecsSinceEpoch(notice.dueNs / base::nsPerMs, Qt::UTC), QStringLiteral("d MMM HH:mm")));
        deed.by = tr("to %1").arg(notice.to);
        deed.sentence = notice.text + u' ' + historyOf(notice.steps, engine::noticeStateName);
        const auto step = [notice](NoticeState to) -> Step {
            return [notice, to](const SignOff &sign) -> engine::AgreementKeeper::Step {
                return [notice, to, sign](AgreementBook &book) { return book.advance(notice, to, sign); };
            };
        };
        const auto [stage, next] = stageOf(notice.state());
        place(deed, stage, step(next), tr("Drop…"), step(NoticeState::Dropped));
        deed.isMail = next == NoticeState::Queued;
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
    const bool isOwed = m_state.period.settlements == 1 && m_state.period.isFinal && m_state.period.due.isKnown() &&
                        !m_state.period.due.isZero();
    m_propose->setEnabled(isOwed);
    widgets::setPlainToolTip(m_propose,
                             isOwed ? QString() : tr("When a settlement period is over and something is owed for it"));
}

int SignPanel::waiting() const
{
    return static_cast<int>(std::ranges::count_if(m_rows->rows(), [](const Deed &one) { return bool(one.next); }));
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

void SignPanel::ask(const QString &what, const QString &verb, const Step &make, bool isMail)
{
    auto *dialog = new SignDialog(what, verb, m_keeper.options().actor, window());
    connect(dialog, &SignDialog::signedOff, this, [this, make, dialog, isMail](const SignOff &sign) {
        m_keeper.sign(make(sign), [self = QPointer<SignPanel>(this), isMail,
                                   open = QPointer<SignDialog>(dialog)](const base::Status &status) {
            if (status && isMail && self)
                Q_EMIT self->mailQueued();
            if (open)
                open->tell(status);
        });
    });
    dialog->open();
}

} // namespace wf::ui
