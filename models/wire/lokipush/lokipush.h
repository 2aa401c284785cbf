// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logline.h"
#include "models/wire/limits.h"

#include <string>
#include <string_view>
#include <vector>

// Loki's push API (protocols.md 5.5; logproto.PushRequest). Pure, any thread. Errors: NotUnderstood with Loki's own
// words where it has some, TooLarge.
namespace wf::wire::lokipush {

struct PushRequest {
    std::vector<signals::LogLine> lines; // stream and metadata as sent; level and trace id not looked for
    std::size_t streams = 0;
};
// {"streams":[{"stream":{…},"values":[["<ns>","line",{metadata}]]}]}
[[nodiscard]] base::Result<PushRequest> decodeJson(std::string_view body, const Limits &limits = {});
// Snappy around protobuf; limits.bytes holds for what is inside.
[[nodiscard]] base::Result<PushRequest> decodeSnappy(std::string_view body, const Limits &limits = {});

// The stream labels as protobuf carries them: {app="x", env="y"} with Go's quoting.
[[nodiscard]] base::Result<base::Labels> parseStreamLabels(std::string_view text);

// A push of lines grouped by stream, as Snappy around protobuf.
[[nodiscard]] std::string encodeSnappy(const std::vector<signals::LogLine> &lines);

} // namespace wf::wire::lokipush
