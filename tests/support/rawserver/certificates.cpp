// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawserver/certificates.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace wf::tests {

using namespace Qt::StringLiterals;

namespace {
QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}
} // namespace

bool Certificates::openssl(const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool Certificates::sign(const QString &name, const QString &subject, const QString &altName,
                        const QStringList &dates) const
{
    write(file(name + u".ext"_s), "subjectAltName=" + altName.toLatin1() + "\n");
    return openssl({u"req"_s, u"-new"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                    u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".csr"_s, u"-subj"_s, subject}) &&
           openssl(QStringList{u"ca"_s, u"-batch"_s, u"-config"_s, u"ca.cnf"_s, u"-in"_s, name + u".csr"_s, u"-out"_s,
                               name + u".pem"_s, u"-notext"_s, u"-extfile"_s, name + u".ext"_s} +
                   dates);
}

bool Certificates::make()
{
    QDir folder(m_folder.path());
    folder.mkdir(u"new"_s);
    write(file(u"index.txt"_s), {});
    write(file(u"serial"_s), "01\n");
    write(file(u"ca.cnf"_s), "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir="
                             "new\ncertificate=ca.pem\nprivate_key=ca.key\n"
                             "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n");
    const auto selfSigned = [this](const QString &name, const QString &subject, const QString &extension) {
        return openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                        u"-nodes"_s, u"-days"_s, u"30"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s,
                        u"-subj"_s, subject, u"-addext"_s, extension});
    };
    const QStringList valid{u"-days"_s, u"30"_s};
    const QStringList past{u"-startdate"_s, u"20200101000000Z"_s, u"-enddate"_s, u"20200201000000Z"_s};
    return selfSigned(u"ca"_s, u"/CN=Test authority"_s, u"keyUsage=keyCertSign,cRLSign"_s) &&
           selfSigned(u"selfsigned"_s, u"/CN=127.0.0.1"_s, u"subjectAltName=IP:127.0.0.1"_s) &&
           sign(u"good"_s, u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s, valid) &&
           sign(u"other"_s, u"/CN=other.example"_s, u"DNS:other.example"_s, valid) &&
           sign(u"expired"_s, u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s, past) &&
           sign(u"client"_s, u"/CN=console"_s, u"DNS:console"_s, valid);
}

QSslConfiguration Certificates::server(const QString &name, bool wantsClient) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(read(file(name + u".pem"_s))));
    configuration.setPrivateKey(QSslKey(read(file(name + u".key"_s)), QSsl::Ec));
    configuration.setPeerVerifyMode(wantsClient ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (wantsClient)
        configuration.setCaCertificates(QSslCertificate::fromData(read(file(u"ca.pem"_s))));
    return configuration;
}

QByteArray Certificates::pin(const QString &name) const
{
    const auto certificates = QSslCertificate::fromData(read(file(name + u".pem"_s)));
    return certificates.isEmpty() ? QByteArray() : certificates.first().digest(QCryptographicHash::Sha256).toHex();
}

} // namespace wf::tests
