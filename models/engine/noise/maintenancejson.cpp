// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/noise/maintenancejson.h"

#include "models/base/duration.h"
#include "models/engine/alerts/index/alertfilter.h"

#include <QDateTime>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

base::Error invalid(const QString &text)
{
    return base::makeError(base::ErrorKind::Invalid, text);
}

} // namespace

QJsonObject toJson(const MaintenanceWish &wish)
{
    return {{u"name"_s, wish.name}, {u"matchers"_s, wish.matchers}, {u"first"_s, wish.first},
            {u"zone"_s, wish.zone}, {u"length"_s, wish.length},     {u"rule"_s, wish.rule}};
}

MaintenanceWish maintenanceFrom(const QJsonObject &json)
{
    const auto text = [&json](const QString &key) { return json.value(key).toString(); };
    return {text(u"name"_s), text(u"matchers"_s), text(u"first"_s),
            text(u"zone"_s), text(u"length"_s),   text(u"rule"_s)};
}

base::Result<analysis::MaintenanceWindow> makeWindow(const MaintenanceWish &wish)
{
    const auto parsed = parseAlertFilter(wish.matchers);
    std::vector<signals::Matcher> matchers;
    for (const auto &term : parsed.filter.terms)
        if (term.kind == FilterTerm::Kind::Match && !term.negated)
            matchers.push_back(term.matcher);
    if (wish.name.trimmed().isEmpty())
        return invalid(u"A maintenance window needs a name."_s);
    if (parsed.error || matchers.empty() || matchers.size() != parsed.filter.terms.size())
        return invalid(u"Write labels such as service=payment or pod=~\"payment-.*\"; all of them have to match."_s);
    base::RecurringWindow::Spec spec;
    spec.first = QDateTime::fromString(wish.first, Qt::ISODate);
    if (!spec.first.isValid())
        return invalid(u"Write when it begins as 2026-05-17T02:00."_s);
    spec.zone = QTimeZone(wish.zone.isEmpty() ? QByteArrayLiteral("UTC") : wish.zone.toUtf8());
    if (!spec.zone.isValid())
        return invalid(u"%1 is no time zone: write one such as Europe/Berlin."_s.arg(wish.zone));
    const auto length = base::parseDuration(wish.length);
    if (!length)
        return invalid(u"Write how long it lasts as 2h or 90m."_s);
    spec.lengthNs = *length;
    if (!wish.rule.isEmpty()) {
        auto rule = base::parseRecurrenceRule(wish.rule);
        if (!rule)
            return rule.error();
        spec.rule = std::move(*rule);
    }
    auto window = base::RecurringWindow::of(std::move(spec));
    if (!window)
        return window.error();
    return analysis::MaintenanceWindow{wish.name.trimmed(), std::move(matchers), std::move(*window)};
}

} // namespace wf::engine
