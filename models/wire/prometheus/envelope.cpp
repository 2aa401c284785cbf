// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/envelope.h"

#include "models/wire/failure.h"

namespace wf::wire::prometheus {

namespace {

constexpr qsizetype mostNotes = 100;

void addNotes(base::Completeness &completeness, const Json &parent)
{
    parent["warnings"].forEach([&](const Json &note) { addNote(completeness, capped(note.text(), 1024), true); });
    parent["infos"].forEach([&](const Json &note) { addNote(completeness, capped(note.text(), 1024), false); });
    completeness.partial |= parent["isPartial"].truth();
}

} // namespace

void addNote(base::Completeness &completeness, const QString &note, bool warning)
{
    if (note.isEmpty())
        return;
    if (note.contains(QLatin1String("truncated due to")))
        completeness.truncated = true;
    else if (warning && !note.startsWith(QLatin1String("PromQL")))
        completeness.partial = true; // a store did not answer (Thanos, remote read)
    if (completeness.notes.size() < mostNotes && !completeness.notes.contains(note))
        completeness.notes << note;
}

base::Result<Envelope> openEnvelope(std::string_view body, const Limits &limits)
{
    auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    Envelope envelope{std::move(*document), {}, {}};
    const Json root = envelope.document.root();
    if (!root.isObject())
        return notUnderstood(QStringLiteral("the answer is not an object"));
    const auto status = root["status"].text();
    if (status == "error") {
        base::Error error = failureOf(0, body);
        const auto kind = kindOfErrorType(root["errorType"].text(), root["error"].text());
        error.kind = kind == base::ErrorKind::NotUnderstood ? base::ErrorKind::Unavailable : kind;
        error.summary = failureSummary(error.kind, 0);
        return error;
    }
    if (status != "success")
        return notUnderstood(QStringLiteral("the answer has no status"));
    envelope.data = root["data"];
    addNotes(envelope.completeness, root);
    addNotes(envelope.completeness, envelope.data);
    return envelope;
}

} // namespace wf::wire::prometheus
