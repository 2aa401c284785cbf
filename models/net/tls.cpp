// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/tls.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}

base::Result<QByteArray> readPem(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::Tls, text("The file %1 cannot be read.").arg(path), file.errorString());
    return file.read(4 << 20);
}

base::Result<QSslKey> readKey(const QString &path, const Secret &password)
{
    const auto pem = readPem(path);
    if (!pem)
        return pem.error();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(*pem, algorithm, QSsl::Pem, QSsl::PrivateKey, password.reveal());
        if (!key.isNull())
            return key;
    }
    return makeError(ErrorKind::Tls,
                     text("The private key in %1 is not understood, or its password is wrong.").arg(path));
}

QByteArray digest(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex();
}
QByteArray plainHex(QByteArray pin)
{
    pin = pin.toLower();
    if (pin.startsWith("sha256:"))
        pin.remove(0, 7);
    return pin.replace(':', "");
}
} // namespace

base::Result<QSslConfiguration> sslConfiguration(const TlsOptions &options, const Secret &keyPassword)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!options.caFile.isEmpty()) {
        const auto pem = readPem(options.caFile);
        if (!pem)
            return pem.error();
        const auto authorities = QSslCertificate::fromData(*pem, QSsl::Pem);
        if (authorities.isEmpty())
            return makeError(ErrorKind::Tls,
                             text("There is no certificate in %1; it should be a PEM file.").arg(options.caFile));
        configuration.setCaCertificates(authorities);
    }
    if (options.certFile.isEmpty())
        return configuration;
    const auto pem = readPem(options.certFile);
    if (!pem)
        return pem.error();
    const auto chain = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (chain.isEmpty())
        return makeError(ErrorKind::Tls,
                         text("There is no certificate in %1; it should be a PEM file.").arg(options.certFile));
    const auto key = readKey(options.keyFile.isEmpty() ? options.certFile : options.keyFile, keyPassword);
    if (!key)
        return key.error();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(*key);
    return configuration;
}

bool matchesPin(const TlsOptions &options, const QSslCertificate &leaf)
{
    return options.pinSha256.isEmpty() || (!leaf.isNull() && digest(leaf) == plainHex(options.pinSha256));
}

QList<QSslError> excusedByPin(const TlsOptions &options, const QSslCertificate &leaf, const QList<QSslError> &errors)
{
    if (options.pinSha256.isEmpty() || !matchesPin(options, leaf))
        return {};
    for (const auto &error : errors) {
        switch (error.error()) {
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
        case QSslError::HostNameMismatch:
            continue;
        default:
            return {};
        }
    }
    return errors;
}

base::Error tlsError(const QString &sourceName, const QSslCertificate &leaf, const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const auto &error : errors)
        if (!reasons.contains(error.errorString()))
            reasons << error.errorString();
    QString detail = reasons.join(u'\n');
    if (!leaf.isNull())
        detail += u'\n' + text("Certificate SHA-256: %1").arg(QString::fromLatin1(digest(leaf)));
    return makeError(ErrorKind::Tls,
                     text("The certificate of %1 cannot be trusted: %2")
                         .arg(sourceName, reasons.isEmpty() ? text("the handshake failed.") : reasons.first()),
                     detail);
}

} // namespace wf::net
