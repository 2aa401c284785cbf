// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostUnits = 459; // three segments of UCS-2 … a pager, not a letter

void field(QByteArray &form, const char *name, const QString &value)
{
    if (!form.isEmpty())
        form += '&';
    form += name;
    form += '=';
    form += QUrl::toPercentEncoding(value);
}

} // namespace

// A number each call: a channel with several numbers is several deliveries.
CallResult smsCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    if (channel.to.size() != 1)
        return base::makeError(base::ErrorKind::Invalid,
                               u"Channel %1: a text message goes to one number"_s.arg(channel.name));
    QByteArray form;
    field(form, "To", channel.to.constFirst());
    field(form, channel.from.startsWith("MG"_L1) ? "MessagingServiceSid" : "From", channel.from);
    QString text = signals::subjectOf(what);
    for (const QString &sentence : signals::sentencesOf(what))
        if (text.size() + sentence.size() + 1 <= mostUnits)
            text += u'\n' + sentence;
    field(form, "Body", plain(text, mostUnits));
    const QString base = channel.address.isEmpty() ? u"https://api.twilio.com"_s : channel.address;
    ChannelCall call{QUrl(base + u"/2010-04-01/Accounts/%1/Messages.json"_s.arg(
                                     QString::fromLatin1(QUrl::toPercentEncoding(channel.target)))),
                     "application/x-www-form-urlencoded",
                     form,
                     {}};
    call.headers.emplace_back("Authorization",
                              "Basic " + QByteArray(channel.target.toUtf8() + ':' + with.secret.trimmed()).toBase64());
    return call;
}

} // namespace wf::wire
