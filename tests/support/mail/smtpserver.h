// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/mail/smtp.h"
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace wf::support {

// The server of smtpserver.py (`script` is its path), as long as it lives.
class SmtpServer {
public:
    SmtpServer(const QString &script, const QString &mode)
    {
        const auto certificate = makeCertificate(QStringLiteral("localhost"));
        if (!certificate)
            return;
        write(QStringLiteral("cert.pem"), certificate->certificate.toPem());
        write(QStringLiteral("key.pem"), certificate->key.toPem());
        for (const QString &python : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")}) {
            m_process.start(python, {script, mode, m_folder.filePath(QStringLiteral("cert.pem")),
                                     m_folder.filePath(QStringLiteral("key.pem"))});
            m_port = nextLine(20'000).trimmed().toInt();
            if (m_port > 0)
                return;
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    ~SmtpServer()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] bool runs() const { return m_port > 0; }
    [[nodiscard]] net::MailServer settings(net::MailServer::Security security) const
    {
        return {QStringLiteral("localhost"),
                m_port,
                security,
                security == net::MailServer::Security::None ? QString() : QStringLiteral("ann"),
                m_folder.filePath(QStringLiteral("cert.pem")),
                30'000};
    }
    QJsonObject received() { return QJsonDocument::fromJson(nextLine(10'000)).object(); }

private:
    QByteArray nextLine(int ms)
    {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(ms))
                return {};
        return m_process.readLine();
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace wf::support
