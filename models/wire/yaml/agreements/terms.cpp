// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"
#include "models/wire/numbers.h"
#include "models/wire/yaml/agreements/agreementscribe_p.h"

#include <algorithm>
#include <array>

namespace wf::wire {

using signals::Agreement;
using signals::Decimal;

namespace {

signals::AgreementParty partyOf(const YamlNode &spec, std::string_view key, AgreementScribe &scribe)
{
    const YamlNode *map = scribe.map(spec, key);
    if (!map) {
        scribe.error(spec, agreementText("%1 is missing: a contract names both parties").arg(shownText(key)));
        return {};
    }
    scribe.expect(*map, {"name", "contact"});
    return {toQString(scribe.needed(*map, "name")), scribe.string(*map, "contact")};
}

void readValidity(const YamlNode &spec, Agreement &out, const QTimeZone &zone, AgreementScribe &scribe)
{
    const YamlNode *map = scribe.map(spec, "validity");
    if (!map) {
        scribe.error(spec, agreementText("validity is missing: from and until, both days included"));
        return;
    }
    scribe.expect(*map, {"from", "until"});
    (void)scribe.needed(*map, "from");
    (void)scribe.needed(*map, "until");
    const auto from = scribe.date(*map, "from");
    const auto until = scribe.date(*map, "until");
    if (!from || !until || !zone.isValid())
        return;
    if (*until < *from)
        scribe.error(*map->field("until"), agreementText("The contract ends before it begins"));
    else if (until->year() > 2200)
        scribe.error(*map->field("until"), agreementText("The contract must end before the year 2200"));
    else
        out.validity = {base::momentOf(*from, QTime(0, 0), zone), base::momentOf(until->addDays(1), QTime(0, 0), zone)};
}

constexpr std::array<std::string_view, 7> dayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<unsigned> dayOf(std::string_view text)
{
    const auto found = std::ranges::find_if(dayNames, [&](auto name) { return equalsIgnoringCase(name, text); });
    return found == dayNames.end() ? std::nullopt : std::optional(static_cast<unsigned>(found - dayNames.begin()));
}

// "mon-fri", "sat", "fri-mon" (over the week's end): bits from Monday; 0 when it is none.
unsigned weekdaysOf(std::string_view text)
{
    const std::size_t dash = text.find('-');
    const auto first = dayOf(trimmed(text.substr(0, dash)));
    const auto last = dash == std::string_view::npos ? first : dayOf(trimmed(text.substr(dash + 1)));
    unsigned bits = 0;
    if (first && last)
        for (unsigned day = *first;; day = (day + 1) % 7) {
            bits |= 1U << day;
            if (day == *last)
                break;
        }
    return bits;
}

// "08:30", "24:00": minutes; nothing when it is none.
std::optional<int> minutesOf(std::string_view text)
{
    const bool hasShape = text.size() == 5 && text[2] == ':';
    const auto hours = hasShape ? parseInteger(text.substr(0, 2)) : std::nullopt;
    const auto minutes = hasShape ? parseInteger(text.substr(3)) : std::nullopt;
    if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59 || *hours * 60 + *minutes > 1440)
        return std::nullopt;
    return static_cast<int>(*hours * 60 + *minutes);
}

void readSpan(const YamlNode &map, Agreement &out, AgreementScribe &scribe)
{
    if (!map.isMap()) {
        scribe.error(map,
                     agreementText("Service hours are written as {days: mon-fri, from: \"08:00\", to: \"18:00\"}"));
        return;
    }
    scribe.expect(map, {"days", "from", "to"});
    signals::ServiceSpan span;
    const auto time = [&](std::string_view key, int fallback) {
        const std::string text = scribe.text(map, key);
        const auto minutes = text.empty() ? std::optional(fallback) : minutesOf(text);
        if (!minutes)
            scribe.error(*map.field(key),
                         agreementText("%1 must be a time from \"00:00\" to \"24:00\", in quotes, not %2")
                             .arg(shownText(key), shownText(text)));
        return minutes.value_or(fallback);
    };
    if (const std::string days = scribe.needed(map, "days"); !days.empty()) {
        span.weekdays = 0;
        for (std::string_view rest = days; !rest.empty();) {
            const std::size_t comma = rest.find(',');
            const unsigned some = weekdaysOf(trimmed(rest.substr(0, comma)));
            if (some == 0)
                scribe.error(*map.field("days"),
                             agreementText("days must be like mon-fri or sat,sun, not %1").arg(shownText(days)));
            span.weekdays |= some;
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
    }
    span.fromMinute = time("from", 0);
    span.toMinute = time("to", 1440);
    if (span.fromMinute >= span.toMinute)
        scribe.error(map, agreementText("Service hours must end after they begin; write a span over midnight as two"));
    for (const auto &other : out.hours.spans)
        if ((other.weekdays & span.weekdays) != 0 && other.fromMinute < span.toMinute &&
            span.fromMinute < other.toMinute)
            scribe.error(map, agreementText("These service hours overlap others"));
    out.hours.spans.push_back(span);
}

void readCap(const YamlNode &spec, std::string_view key, signals::CompensationCap &cap, AgreementScribe &scribe)
{
    const YamlNode *map = scribe.map(spec, key);
    if (!map)
        return;
    scribe.expect(*map, {"percent", "amount"});
    cap.feePercent = scribe.percent(*map, "percent");
    cap.amount = scribe.amount(*map, "amount");
    if (!map->field("percent") && !map->field("amount"))
        scribe.error(*map, agreementText("%1 needs percent (of the fee), amount or both").arg(shownText(key)));
}

} // namespace

void readTerms(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    out.reference = scribe.string(spec, "reference");
    if (out.reference.isEmpty())
        out.reference = out.id.toUpper();
    out.title = toQString(scribe.needed(spec, "title"));
    out.plan = scribe.string(spec, "plan");
    (void)scribe.needed(spec, "promised");
    using Direction = signals::PromiseDirection;
    out.direction = scribe.choice(
        spec, "promised",
        std::array<std::pair<std::string_view, Direction>, 2>{{{"by-us", Direction::ByUs}, {"to-us", Direction::ToUs}}},
        Direction::ByUs);
    out.provider = partyOf(spec, "provider", scribe);
    out.customer = partyOf(spec, "customer", scribe);
    out.services = scribe.words(spec, "services");
    if (out.services.isEmpty())
        scribe.error(spec, agreementText("services is missing: the contract must name what it is about"));
    out.timeZone = toQString(scribe.needed(spec, "timeZone"));
    const QTimeZone zone = base::zoneNamed(out.timeZone);
    if (!zone.isValid() && !out.timeZone.isEmpty())
        scribe.error(
            *spec.field("timeZone"),
            agreementText("%1 is no time zone of the IANA list, like Europe/Zurich").arg(out.timeZone.left(120)));
    out.settlement = scribe.choice(spec, "settlement", windowWords, signals::AgreementWindow::Month);
    out.backedBy = scribe.words(spec, "backedBy");
    readValidity(spec, out, zone, scribe);
    if (const YamlNode *measured = scribe.map(spec, "measured")) {
        scribe.expect(*measured, {"decimals", "rounding"});
        out.measuredDecimals = scribe.integer(*measured, "decimals", 0, Decimal::mostDecimals).value_or(9);
        out.measuredRounding = scribe.choice(*measured, "rounding", roundingWords, signals::Rounding::HalfEven);
    }
    if (const YamlNode *maintenance = scribe.map(spec, "maintenance")) {
        scribe.expect(*maintenance, {"notice", "atMost"});
        out.maintenanceNoticeNs = scribe.duration(*maintenance, "notice");
        out.maintenanceCapNs = scribe.duration(*maintenance, "atMost");
    }
}

void readHours(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    constexpr std::size_t most = 1000;
    if (const YamlNode *spans = scribe.list(spec, "serviceHours")) {
        if (spans->items.empty() || spans->items.size() > 50)
            scribe.error(*spans,
                         agreementText("serviceHours holds from 1 to 50 spans; leave it out for around the clock"));
        else
            for (const auto &span : spans->items)
                readSpan(*span, out, scribe);
    }
    const YamlNode *holidays = scribe.list(spec, "holidays");
    if (holidays && holidays->items.size() > most)
        scribe.error(*holidays, agreementText("There are more than %1 holidays").arg(most));
    else if (holidays)
        for (const auto &item : holidays->items) {
            const QDate day = QDate::fromString(toQString(item->text), Qt::ISODate);
            if (!item->isScalar() || !day.isValid())
                scribe.error(*item, agreementText("A holiday is a day like 2026-12-25"));
            else
                out.hours.holidays.push_back(day);
        }
    std::ranges::sort(out.hours.holidays);
}

void readMoney(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    const YamlNode *fee = scribe.map(spec, "fee");
    if (fee) {
        scribe.expect(*fee, {"amount", "currency", "decimals", "rounding", "partial"});
        auto &money = out.money;
        (void)scribe.needed(*fee, "amount");
        money.currency = toQString(scribe.needed(*fee, "currency"));
        const bool isCode = money.currency.size() == 3 &&
                            std::ranges::all_of(money.currency, [](QChar c) { return c >= u'A' && c <= u'Z'; });
        if (!isCode && !money.currency.isEmpty())
            scribe.error(*fee->field("currency"), agreementText("currency must be a code of ISO 4217 like EUR"));
        money.decimals = scribe.integer(*fee, "decimals", 0, 4).value_or(2);
        money.rounding = scribe.choice(*fee, "rounding", roundingWords, signals::Rounding::HalfUp);
        money.isProrated = scribe.choice(*fee, "partial", partialWords, false);
        money.fee = scribe.amount(*fee, "amount").value_or(Decimal());
        if (money.fee.scale() > money.decimals)
            scribe.error(*fee->field("amount"), agreementText("The fee has more decimals than its currency here"));
    }
    readCap(spec, "cap", out.money.cap, scribe);
    readCap(spec, "yearCap", out.money.yearCap, scribe);
    if (!fee && (out.money.cap.isSet() || out.money.yearCap.isSet()))
        scribe.error(spec, agreementText("A cap needs a fee with its currency"));
}

} // namespace wf::wire
