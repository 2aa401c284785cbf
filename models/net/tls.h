// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/http.h"

#include <QList>
#include <QSslConfiguration>
#include <QSslError>

namespace wf::net {

// TLS 1.2 or later, the source's authorities and its client certificate.
[[nodiscard]] base::Result<QSslConfiguration> sslConfiguration(const TlsOptions &options, const Secret &keyPassword);
// The errors a pinned certificate may be excused: unknown signer and other host name, on exactly that certificate;
// nothing when one of them is of another kind (expired, revoked …) or there is no pin.
[[nodiscard]] QList<QSslError> excusedByPin(const TlsOptions &options, const QSslCertificate &leaf,
                                            const QList<QSslError> &errors);
// True when there is no pin or the certificate is the pinned one.
[[nodiscard]] bool matchesPin(const TlsOptions &options, const QSslCertificate &leaf);
[[nodiscard]] base::Error tlsError(const QString &sourceName, const QSslCertificate &leaf,
                                   const QList<QSslError> &errors);

} // namespace wf::net
