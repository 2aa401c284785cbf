// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/lookup.h"

#include <QCoreApplication>
#include <QDnsLookup>
#include <QHostInfo>
#include <QPointer>

#include <memory>

namespace wf::net {

async::Request lookUpHost(const QString &host, QObject *context, std::function<void(base::Result<QString>)> reply)
{
    auto wanted = std::make_shared<bool>(true);
    const int id =
        QHostInfo::lookupHost(host, context, [wanted, host, reply = std::move(reply)](const QHostInfo &info) {
            if (!*wanted)
                return;
            if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
                reply(base::makeError(
                    base::ErrorKind::Unreachable,
                    QCoreApplication::translate("Net", "The host %1 is not known. Check its name.").arg(host),
                    info.errorString()));
            else
                reply(info.addresses().first().toString());
        });
    return async::Request([wanted, id] {
        *wanted = false;
        QHostInfo::abortHostLookup(id);
    });
}

namespace {

std::vector<HostRecord> recordsOf(const QDnsLookup &lookup)
{
    std::vector<HostRecord> out;
    for (const auto &record : lookup.hostAddressRecords())
        out.push_back({record.value().toString(), 0});
    for (const auto &record : lookup.serviceRecords())
        out.push_back({record.target(), record.port()});
    return out;
}

base::Error lookUpError(const QDnsLookup &lookup)
{
    const bool isUnknown = lookup.error() == QDnsLookup::NotFoundError;
    return base::makeError(
        isUnknown ? base::ErrorKind::NotFound : base::ErrorKind::Unreachable,
        isUnknown ? QCoreApplication::translate("Net", "The name server does not know %1.").arg(lookup.name())
                  : QCoreApplication::translate("Net", "The name server could not be asked for %1.").arg(lookup.name()),
        lookup.errorString());
}

} // namespace

async::Request lookUpRecords(const QString &name, RecordType type, QObject *context,
                             std::function<void(base::Result<std::vector<HostRecord>>)> reply)
{
    const auto qtType = type == RecordType::SRV    ? QDnsLookup::SRV
                        : type == RecordType::AAAA ? QDnsLookup::AAAA
                                                   : QDnsLookup::A;
    auto *lookup = new QDnsLookup(qtType, name, context);
    QObject::connect(lookup, &QDnsLookup::finished, lookup, [lookup, reply = std::move(reply)] {
        lookup->deleteLater();
        if (lookup->error() == QDnsLookup::NoError)
            reply(recordsOf(*lookup));
        else if (lookup->error() != QDnsLookup::OperationCancelledError)
            reply(lookUpError(*lookup));
    });
    // From the event loop: a name that cannot be asked for is told at once.
    QMetaObject::invokeMethod(lookup, &QDnsLookup::lookup, Qt::QueuedConnection);
    return async::Request([guard = QPointer<QDnsLookup>(lookup)] {
        if (!guard)
            return;
        guard->disconnect();
        guard->abort();
        guard->deleteLater();
    });
}

} // namespace wf::net
