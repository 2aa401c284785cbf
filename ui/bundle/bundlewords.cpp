// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundlewords.h"

#include "models/engine/bundle/packbundle.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace wf::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::Bundle", text);
}

// What a kind of mask stands for; of a name that people gave, the name.
QString kindWords(const QString &kind)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("email"), "e-mail addresses"},
        {QStringLiteral("card"), "payment cards"},
        {QStringLiteral("iban"), "IBANs"},
        {QStringLiteral("phone"), "telephone numbers"},
        {QStringLiteral("ip"), "IP addresses"},
        {QStringLiteral("token"), "tokens"},
        {QStringLiteral("jwt"), "web tokens (JWT)"},
        {QStringLiteral("aws_key"), "AWS keys"},
        {QStringLiteral("github_token"), "GitHub tokens"},
        {QStringLiteral("private_key"), "private keys"},
        {QStringLiteral("password"), "passwords and secrets"},
        {QStringLiteral("network_card"), "network cards"},
        {QStringLiteral("parameter"), "parameters of web addresses"},
        {QStringLiteral("person"), "who worked on it"},
    };
    const char *words = known.value(kind);
    return words ? say(words) : say("behind %1").arg(kind);
}

} // namespace

QStringList bundleWords(const engine::BundleManifest &manifest, const std::vector<engine::MaskExample> &examples)
{
    QStringList out{
        say("From %1 to %2").arg(engine::bundleTime(manifest.range.startNs), engine::bundleTime(manifest.range.endNs)),
        QString()};
    for (const auto &portion : manifest.contents)
        out << engine::portionText(portion);
    if (!manifest.missing.isEmpty())
        out << QString() << say("Missing:");
    for (const QString &missing : manifest.missing)
        out << QStringLiteral("  ") + missing;
    out << QString();
    if (!manifest.isMasked)
        out << say("Nothing is masked.");
    else if (manifest.masks.empty())
        out << say("Nothing was found to mask.");
    else
        out << say("Masked:");
    for (const auto &mask : manifest.masks) {
        QString line = say("  %1: %2 times, %3 different").arg(kindWords(mask.kind)).arg(mask.times).arg(mask.distinct);
        const auto example = std::ranges::find(examples, mask.kind, &engine::MaskExample::kind);
        if (example != examples.end())
            line += say("; %1 becomes %2").arg(example->example.left(60), example->mask);
        out << line;
    }
    return out;
}

} // namespace wf::ui
