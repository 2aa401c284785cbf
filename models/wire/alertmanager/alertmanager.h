// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/wire/limits.h"

#include <QByteArray>

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

// Bodies of Alertmanager's API v2 (protocols.md 4). Pure functions, any thread. Errors: NotUnderstood, TooLarge; for
// failing statuses use wire::failureOf().
namespace wf::wire::alertmanager {

struct Group {
    base::Labels labels; // grouped by; may be empty
    QString receiver;
    std::vector<signals::Alert> alerts;
};

// Does work(0) … work(parts - 1), each once, on whatever threads, and returns when all is done.
using Spread = std::function<void(int parts, const std::function<void(int)> &work)>;

// Texts of an answer, by fingerprint. What the next answer tells again is shared with them: then it costs no memory,
// and is known to be the same by its address.
class AlertTexts {
public:
    AlertTexts() = default;
    explicit AlertTexts(const std::vector<signals::Alert> &alerts); // of two with one fingerprint the first counts

private:
    friend class AlertDecoder;
    struct Texts {
        QString fingerprint, generatorUrl;
        base::Labels labels, annotations;
        QStringList receivers;
    };
    [[nodiscard]] const Texts *find(std::string_view fingerprint) const; // null: none
    std::unordered_map<quint64, Texts> m_of;                             // by a number of the fingerprint
};

// `before`: of the answer of the same server before, for its texts to be shared. `spread` (may be empty) is given the
// parts of a long answer.
[[nodiscard]] base::Result<signals::AlertAnswer> decodeAlerts(std::string_view body, const Limits &limits = {},
                                                              const AlertTexts &before = {}, const Spread &spread = {});
// One alert may be in several groups: count by fingerprint.
[[nodiscard]] base::Result<std::vector<Group>> decodeGroups(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<std::vector<signals::Silence>> decodeSilences(std::string_view body,
                                                                         const Limits &limits = {});
[[nodiscard]] base::Result<signals::Silence> decodeSilence(std::string_view body);
// The answer to a POST: the id now valid, which may differ from the one sent.
[[nodiscard]] base::Result<QString> decodeSilenceId(std::string_view body);
[[nodiscard]] base::Result<signals::AlertmanagerStatus> decodeStatus(std::string_view body);
[[nodiscard]] base::Result<QStringList> decodeReceivers(std::string_view body);

// Body of POST /alerts: labels, annotations, times that are set, generatorURL.
[[nodiscard]] QByteArray encodeAlerts(const std::vector<signals::Alert> &alerts);

// Body of POST /silences. An empty id creates; isEqual is always written; annotations only when the server knows them
// (0.32+).
[[nodiscard]] QByteArray encodeSilence(const signals::Silence &silence, bool withAnnotations = false);

} // namespace wf::wire::alertmanager
