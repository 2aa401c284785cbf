// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"

#include <QUrl>

#include <algorithm>

namespace wf::wire {

namespace {

QStringList words(const YamlNode &spec, std::string_view key, SloScribe &scribe)
{
    QStringList out;
    if (const YamlNode *list = scribe.list(spec, key))
        for (const auto &one : list->items)
            out << toQString(one->text);
    return out;
}

bool saysWhereASecretIs(const QString &text)
{
    return std::ranges::any_of(std::initializer_list<const char *>{"keychain:", "stored:", "env:", "file:", "command:"},
                               [&](const char *form) {
                                   const QLatin1String start(form);
                                   return text.startsWith(start) && text.size() > start.size();
                               });
}

} // namespace

std::optional<SloWebhook> readWebhook(const YamlNode &root, SloScribe &scribe)
{
    scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"});
    const YamlNode *metadata = scribe.map(root, "metadata");
    const YamlNode *spec = scribe.map(root, "spec");
    if (!metadata || !spec) {
        scribe.error(root, sloText("A webhook needs metadata.name and spec"));
        return std::nullopt;
    }
    scribe.expectKeys(*spec, {"url", "secret", "objectives", "services"});
    SloWebhook hook;
    hook.name = toQString(scribe.needed(*metadata, "name"));
    hook.place = scribe.place(root);
    hook.url = toQString(scribe.needed(*spec, "url"));
    hook.secret = toQString(scribe.needed(*spec, "secret"));
    hook.objectives = words(*spec, "objectives", scribe);
    hook.services = words(*spec, "services", scribe);
    if (scribe.errors() > 0)
        return std::nullopt;
    const QUrl url(hook.url, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() ||
        (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))) {
        scribe.error(*spec->field("url"),
                     sloText("%1 is no web address: write https://host/path").arg(shownText(hook.url.toStdString())));
        return std::nullopt;
    }
    if (!url.userInfo().isEmpty())
        scribe.error(*spec->field("url"), sloText("The address holds a password; the signature says who is asking"));
    if (!saysWhereASecretIs(hook.secret))
        scribe.error(*spec->field("secret"),
                     sloText("Write where the secret is kept, not the secret: keychain:NAME, env:NAME or file:/path"));
    if (scribe.errors() > 0)
        return std::nullopt;
    return hook;
}

} // namespace wf::wire
