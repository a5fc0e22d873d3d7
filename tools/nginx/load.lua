-- Asks for the pages of a list in turn, compressed, as browsers do; counts the answers that are not 200.
local paths, at, threads, bad = {}, 0, {}, 0

function setup(thread)
   thread:set("bad", 0)
   table.insert(threads, thread)
end

function init(args)
   for line in io.lines(args[1]) do table.insert(paths, line) end
   at = math.random(#paths)
end

function request()
   at = at % #paths + 1
   return wrk.format("GET", paths[at], { ["Accept-Encoding"] = "gzip" })
end

function response(status)
   if status ~= 200 then bad = bad + 1 end
end

function done(summary, latency)
   local wrong = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
   for _, thread in ipairs(threads) do wrong = wrong + thread:get("bad") end
   io.write(string.format("kb %d %d %d %d %.2f %.2f %.2f\n", summary.requests, summary.duration, summary.bytes, wrong,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
