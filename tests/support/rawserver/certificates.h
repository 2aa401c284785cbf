// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

// Throw-away authorities and certificates, made by the openssl program while the test runs.
namespace wf::tests {

class Certificates {
public:
    // False when openssl is not installed or failed.
    [[nodiscard]] bool make();
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    // ca.pem signed: good.pem (127.0.0.1), other.pem (other.example), expired.pem, client.pem; selfsigned.pem by
    // itself. Keys: *.key.
    [[nodiscard]] QSslConfiguration server(const QString &name, bool wantsClient = false) const;
    [[nodiscard]] QByteArray pin(const QString &name) const;

private:
    [[nodiscard]] bool openssl(const QStringList &arguments) const;
    [[nodiscard]] bool sign(const QString &name, const QString &subject, const QString &altName,
                            const QStringList &dates) const;
    QTemporaryDir m_folder;
};

} // namespace wf::tests
