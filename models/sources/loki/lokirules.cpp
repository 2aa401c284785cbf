// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"

#include <QCoreApplication>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

} // namespace

// 404: the ruler does not run.
async::Request LokiSource::evaluatedRules(Reply<std::vector<signals::Rule>> reply)
{
    return askEvaluatedRules(
        core(), u"/prometheus/api/v1/rules"_s,
        [name = core().identity().name, reply = std::move(reply)](base::Result<std::vector<signals::Rule>> answer) {
            if (answer || answer.error().kind != ErrorKind::NotFound) {
                reply(std::move(answer));
                return;
            }
            base::Error error = answer.error();
            error.kind = ErrorKind::Unsupported;
            error.summary = text("%1 evaluates no rules: its ruler does not run.").arg(name);
            reply(error);
        });
}

RuleKeeping LokiSource::keeping() const
{
    return RuleKeeping::Ruler;
}

RulerApi LokiSource::ruler()
{
    return {core(), net::endpoint(core().http().options().base, u"/loki/api/v1/rules"_s)};
}

async::Request LokiSource::ruleGroup(const QString &nameSpace, const QString &group, Reply<QByteArray> reply)
{
    return ruler().group(nameSpace, group, std::move(reply));
}

async::Request LokiSource::putRuleGroup(const QString &nameSpace, const QByteArray &yaml, Reply<base::Done> reply)
{
    // Loki's router takes a slash for the end of the namespace, however it is written; it answers 405 or 404, as its
    // modules happened to start (3.7.8).
    return ruler().put(nameSpace, yaml,
                       [name = core().identity().name, nameSpace, reply = std::move(reply)](const base::Status &done) {
                           const int status = done ? 0 : done.error().httpStatus;
                           if ((status != 404 && status != 405) || !nameSpace.contains(u'/'))
                               return reply(done);
                           base::Error error = done.error();
                           error.kind = ErrorKind::Invalid;
                           error.summary =
                               text("%1 takes no namespace with a slash in it: %2. Name another.").arg(name, nameSpace);
                           reply(error);
                       });
}

async::Request LokiSource::removeRuleGroup(const QString &nameSpace, const QString &group, Reply<base::Done> reply)
{
    return ruler().remove(nameSpace, group, std::move(reply));
}

async::Request LokiSource::reloadRules(Reply<base::Done> reply)
{
    return refuseLater(core(), text("%1 looks for changed rules by itself, every minute.").arg(core().identity().name),
                       std::move(reply));
}

async::Request LokiSource::lastReload(Reply<RuleReload> reply)
{
    return refuseLater(core(), text("%1 does not tell when it read its rules.").arg(core().identity().name),
                       [reply = std::move(reply)](const base::Status &status) { reply(status.error()); });
}

} // namespace wf::sources
