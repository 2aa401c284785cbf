// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace wf::net {

struct MailAttachment {
    QString name;
    QByteArray type; // "application/pdf"
    QByteArray data;
    friend bool operator==(const MailAttachment &, const MailAttachment &) = default;
};

struct Mail {
    QString from; // "Halcyon reports <reports@halcyon.example>"
    QStringList to;
    QString subject;
    QString text;
    std::vector<MailAttachment> attachments;
    QString
        messageId; // "key@host", without brackets: the same mail has the same, so that a second copy is known as one
    qint64 dateNs = 0;
    friend bool operator==(const Mail &, const Mail &) = default;
};

// "reports@halcyon.example" of "Halcyon <reports@halcyon.example>" or of itself. ASCII mailboxes without quotes (RFC
// 5321, 4.1.2); anything else is Invalid.
[[nodiscard]] base::Result<QString> bareAddress(const QString &written);

// The message as it goes over the wire (RFC 5322, MIME): CRLF, ASCII, no line over 78 but addresses. Names and subjects
// are RFC 2047 words, names of files RFC 2231; no text can become a header. The same mail gives the same bytes. Errors:
// Invalid (an address, a line break in a header, no recipient).
[[nodiscard]] base::Result<QByteArray> mailBytes(const Mail &mail);

} // namespace wf::net
