// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/selftest/testorders.h"

#include "models/base/clock.h"

#include <QCoreApplication>

namespace wf::engine {

using namespace Qt::StringLiterals;

std::vector<DeliveryOrder> testOrders(const wire::Channel &channel, const QString &environment, const QString &why,
                                      qint64 nowNs)
{
    DeliveryOrder order;
    order.channel = channel.name;
    order.what.step = signals::NotifyStep::Test;
    order.what.key = u"watchfloor/test/%1"_s.arg(why);
    order.what.incident = u"INC-0"_s;
    order.what.environment = environment;
    order.what.severity = signals::Severity::Info;
    order.what.title = QCoreApplication::translate("Notices", "This is a test of the channel; nothing is wrong");
    order.what.atNs = nowNs;
    order.notAfterNs = nowNs + 5 * base::nsPerMinute;
    std::vector<DeliveryOrder> out;
    const bool isSms = channel.kind == wire::Channel::Kind::Sms;
    for (const QString &number : isSms ? channel.to : QStringList{QString()}) {
        order.to = number;
        order.key = orderKey({u"test"_s, channel.name, number, why});
        out.push_back(order);
    }
    return out;
}

} // namespace wf::engine
