// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>

#include <optional>

namespace wf::support {

// A self-signed certificate made for one test run; nothing of it is stored in the repository.
struct TestCertificate {
    QSslCertificate certificate;
    QSslKey key;
};

// Nothing when the openssl program is missing: say so and skip. `expired`: its time ended yesterday.
[[nodiscard]] std::optional<TestCertificate> makeCertificate(const QString &host = QStringLiteral("localhost"),
                                                             bool expired = false);

} // namespace wf::support
