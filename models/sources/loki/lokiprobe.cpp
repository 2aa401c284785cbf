// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"
#include "models/wire/prometheus/prometheus.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

Question look(const QString &path, net::Params params = {})
{
    Question question;
    question.path = path;
    question.params = std::move(params);
    question.probe = question.urgent = true;
    question.deadline = net::milliseconds(5000);
    return question;
}

base::Result<base::Done> anyBody(std::string_view)
{
    return base::Done{};
}
} // namespace

// buildinfo, labels as an end-to-end check (tenant, login), then whether patterns are computed there.
async::Request LokiSource::probe(Reply<signals::Capability> reply)
{
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    const auto checkLabels = [this, weak, reply](signals::Capability found) {
        const auto held = weak.lock();
        if (!held)
            return;
        held->add(core().ask(
            look(u"/loki/api/v1/labels"_s), anyBody,
            Reply<base::Done>([this, weak, found, reply](base::Result<base::Done> labels) {
                const auto still = weak.lock();
                if (labels && still) {
                    probePatterns(still, found, reply);
                    return;
                }
                base::Error error = labels.error();
                if (error.detail.contains(u"no org id"_s))
                    error.summary =
                        text("%1 wants to know the tenant: set it in the connection.").arg(core().identity().name);
                reply(error);
            })));
    };
    steps->add(core().ask(
        look(u"/loki/api/v1/status/buildinfo"_s),
        [](std::string_view body) { return wire::prometheus::decodeBuildInfo(body); },
        Reply<wire::prometheus::BuildInfo>([checkLabels, reply](base::Result<wire::prometheus::BuildInfo> info) {
            if (!info && info.error().kind != ErrorKind::NotFound && info.error().kind != ErrorKind::NotUnderstood) {
                reply(info.error());
                return;
            }
            checkLabels({u"Loki"_s, info ? info->version : QString(), {}});
        })));
    return Steps::request(std::move(steps));
}

void LokiSource::probePatterns(const std::shared_ptr<Steps> &steps, signals::Capability found,
                               Reply<signals::Capability> reply)
{
    const auto version = QVersionNumber::fromString(found.version);
    if (!version.isNull() && version < QVersionNumber(3, 0))
        found.limits << text(
            "This Loki does not find out levels by itself: they are read from the lines here instead.");
    const qint64 now = core().clock().nowNs();
    const auto question = look(u"/loki/api/v1/patterns"_s, {{u"query"_s, u"{service_name=\"watchfloor-probe\"}"_s},
                                                            {u"start"_s, QString::number(now - 60 * base::nsPerSecond)},
                                                            {u"end"_s, QString::number(now)}});
    steps->add(core().ask(
        question, anyBody, Reply<base::Done>([this, found, reply](base::Result<base::Done> patterns) mutable {
            if (!patterns)
                found.limits << text("Patterns are off on this Loki: they are computed here instead.");
            core().setCapability(found);
            reply(found);
        })));
}

} // namespace wf::sources
