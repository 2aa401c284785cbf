// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace wf::support {

using namespace Qt::StringLiterals;

namespace {

bool openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

std::optional<TestCertificate> makeCertificate(const QString &host, bool expired)
{
    const QTemporaryDir dir;
    const QString key = dir.filePath(u"key"_s);
    const QString request = dir.filePath(u"request"_s);
    const QString extensions = dir.filePath(u"extensions"_s);
    const QString certificate = dir.filePath(u"certificate"_s);
    const bool made =
        write(extensions, "subjectAltName=DNS:" + host.toUtf8() + "\nbasicConstraints=critical,CA:TRUE\n") &&
        openssl({u"req"_s, u"-new"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, QString(u"/CN="_s + host),
                 u"-keyout"_s, key, u"-out"_s, request}) &&
        openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-signkey"_s, key, u"-days"_s, expired ? u"-1"_s : u"2"_s,
                 u"-extfile"_s, extensions, u"-out"_s, certificate});
    if (!made)
        return std::nullopt;
    TestCertificate result{QSslCertificate(contentOf(certificate)), QSslKey(contentOf(key), QSsl::Rsa)};
    if (result.certificate.isNull() || result.key.isNull())
        return std::nullopt;
    return result;
}

} // namespace wf::support
