// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/tree/fieldscribe.h"

namespace wf::wire {

// How mail is handed over, as settings files have it.
struct MailSettings {
    QString server;
    int port = 0;                                  // 0: the usual one
    QString security = QStringLiteral("starttls"); // or tls, none
    QString user;
    QString password; // where it is kept: "stored:mail", "file:/…"
    QString from;
    QString caFile;
    friend bool operator==(const MailSettings &, const MailSettings &) = default;
};

// What is wrong is told; then the answer means nothing.
[[nodiscard]] MailSettings readMailSettings(const YamlNode &map, FieldScribe &scribe);

// Whether a text names a place of a secret ("stored:mail", "file:/run/key", "env:KEY", "command:pass show x"), and so
// is none itself.
[[nodiscard]] bool namesSecret(const QString &text);

} // namespace wf::wire
