// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/lookup.h"

#include <QCoreApplication>
#include <QHostInfo>

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

} // namespace wf::net
