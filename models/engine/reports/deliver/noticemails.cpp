// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/deliver/noticemails.h"

#include "models/base/timetext.h"

#include <QCryptographicHash>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString machine = u"watchfloor"_s;

// Queued anew, a notice is a new mail.
QString keyOf(const Notice &notice)
{
    return u"notice/%1/%2"_s.arg(notice.id, QString::number(notice.steps.back().atNs));
}

net::Mail mailOf(const Notice &notice, const QString &from, const QString &bareFrom)
{
    net::Mail out;
    out.from = from;
    out.to = {notice.to};
    out.subject = notice.subject.simplified().left(500);
    out.text = notice.text;
    const QByteArray key = QCryptographicHash::hash(keyOf(notice).toUtf8(), QCryptographicHash::Sha256);
    out.messageId = u"%1@%2"_s.arg(QString::fromLatin1(key.first(16).toHex()), bareFrom.section(u'@', -1));
    out.dateNs = notice.steps.back().atNs;
    return out;
}

template<class Take>
base::Status forQueued(const AgreementBook &book, Take take)
{
    const auto state = book.read();
    if (!state)
        return state.error();
    for (const Notice &notice : state->notices)
        if (notice.state() == NoticeState::Queued)
            if (const auto taken = take(notice); !taken)
                return taken;
    return base::Done{};
}

} // namespace

base::Status layNotices(const AgreementBook &book, MailOutbox &outbox, const QString &from, qint64 nowNs)
{
    const auto bareFrom = net::bareAddress(from);
    if (!bareFrom)
        return bareFrom.error();
    return forQueued(
        book, [&](const Notice &notice) { return outbox.put(keyOf(notice), mailOf(notice, from, *bareFrom), nowNs); });
}

base::Result<NoticeOutcome> bookNotices(AgreementBook &book, const MailOutbox &outbox)
{
    const auto mails = outbox.all();
    if (!mails)
        return mails.error();
    NoticeOutcome out;
    const auto done = forQueued(book, [&](const Notice &notice) -> base::Status {
        const auto mail = std::ranges::find(*mails, keyOf(notice), &QueuedMail::key);
        if (mail == mails->end() || mail->state == QueuedMail::State::Waiting)
            return base::Done{};
        if (mail->state == QueuedMail::State::Sent) {
            out.sent << notice.id;
            return book.advance(
                notice, NoticeState::Sent,
                {machine, u"The mail server took it for %1, Message-ID %2"_s.arg(notice.to, mail->mail.messageId)});
        }
        out.refused << u"%1: %2"_s.arg(notice.id, mail->error);
        return book.advance(notice, NoticeState::Approved, {machine, u"It could not be sent: %1"_s.arg(mail->error)});
    });
    return done ? base::Result<NoticeOutcome>(std::move(out)) : base::Result<NoticeOutcome>(done.error());
}

} // namespace wf::engine
